package io.inferbench.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanWriterTest {

    private static BenchmarkConfig read(String text, String... overrides) throws PlanException {
        return PlanReader.read("plan.yaml", text, List.of(overrides)).config();
    }

    @ParameterizedTest
    @ValueSource(strings = {Plans.SMALLEST, Plans.FULL})
    void theEffectivePlanReadsBackAsTheSameConfiguration(String text) throws PlanException {
        BenchmarkConfig config = read(text);
        Map<String, Object> values = PlanWriter.values(config);

        BenchmarkConfig again = PlanReader.read("effective.json", PlanWriter.json(values), List.of())
                .config();

        assertThat(again).isEqualTo(config);
        assertThat(PlanWriter.values(again)).isEqualTo(values);
    }

    @Test
    void theHashCoversWhatIsMeasuredAndNotWhereFilesGo() throws PlanException {
        String hash = PlanWriter.sha256(PlanWriter.values(read(Plans.SMALLEST)));

        assertThat(PlanWriter.sha256(PlanWriter.values(read(Plans.SMALLEST, "results=elsewhere", "cache=there"))))
                .isEqualTo(hash);
        assertThat(PlanWriter.sha256(PlanWriter.values(read(Plans.SMALLEST, "seed=43"))))
                .isNotEqualTo(hash);
        assertThat(PlanWriter.sha256(PlanWriter.values(read(Plans.SMALLEST, "trials.parameters.batch=1"))))
                .isNotEqualTo(hash);
    }

    @Test
    void theHashIsTheSameOnEveryMachineAndJvm() throws PlanException {
        assertThat(PlanWriter.sha256(PlanWriter.values(read(Plans.FULL))))
                .isEqualTo("93e62b66d7e83297d39311e955be979eae0ff21ac059bf2f276314b69ed79418");
    }

    @Test
    void aConfigurationMadeInCodeIsTheOneThatIsRead() throws PlanException {
        BenchmarkConfig made = BenchmarkConfig.builder("plan")
                .trials(TrialGroup.builder()
                        .backends("ort-cpu")
                        .backend(new ProviderChoice("openai", Map.of("url", "x")))
                        .models("bert-base")
                        .workloads("synthetic-tokens")
                        .parameter("batch", 1, 8)
                        .parameter("precision", "fp16")
                        .exclude(Map.of("batch", "8"))
                        .include(Map.of("batch", "2"))
                        .build())
                .build();

        assertThat(made).isEqualTo(read("""
                                trials:
                                  backends: [ort-cpu, {id: openai, options: {url: x}}]
                                  models: bert-base
                                  workloads: synthetic-tokens
                                  parameters: {batch: [1, 8], precision: fp16}
                                  exclude: {batch: 8}
                                  include: {batch: 2}
                                """));
    }
}
