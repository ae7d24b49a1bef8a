package io.inferbench.examples.shootout;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.PlanReader;
import io.inferbench.core.config.TrialGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plans of known comparisons say what those comparisons do. */
class ServePlansTest {

    private static BenchmarkConfig read(String name) throws Exception {
        return PlanReader.read(Path.of("plans", name), List.of()).config();
    }

    @ParameterizedTest
    @CsvSource({
        "serve-llama3-8b.yaml, true",
        "serve-gpt-oss-20b.yaml, true",
        "serve-rates.yaml, false",
        "serve-two-engines.yaml, true"
    })
    void whereThereAreSeveralServersTheirAnswersAreCompared(String name, boolean compared) throws Exception {
        assertThat(read(name).agreement().enabled()).isEqualTo(compared);
    }

    @Test
    void llama() throws Exception {
        BenchmarkConfig config = read("serve-llama3-8b.yaml");
        TrialGroup group = config.groups().get(0);

        assertThat(config.load().requests()).isEqualTo(OptionalInt.of(80));
        assertThat(group.parameters())
                .containsEntry("concurrency", List.of("16", "64", "128"))
                .containsEntry("sequence_length", List.of("512"))
                .containsEntry("precision", List.of("fp16"));
        assertThat(group.workloads().get(0).options())
                .containsEntry("new-tokens", "${env:BENCHMARK_MAX_TOKENS:-128}")
                .containsEntry("ignore-eos", "true");
    }

    @Test
    void gptOss() throws Exception {
        BenchmarkConfig config = read("serve-gpt-oss-20b.yaml");
        TrialGroup group = config.groups().get(0);

        assertThat(group.parameters()).containsEntry("concurrency", List.of("16"));
        assertThat(group.workloads().get(0).options())
                .containsEntry("temperature", "0.8")
                .containsEntry("top-p", "0.95")
                .containsEntry("format", "sharegpt")
                .containsEntry("new-tokens", "${env:BENCHMARK_MAX_TOKENS:-128}");
    }
}
