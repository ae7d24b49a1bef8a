package io.inferbench.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.Precision;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CeilingReaderTest {

    private static final String TRIALS = "trials: {backends: a, models: m, workloads: w}\n";

    @Test
    void measuredFiguresAreRead() throws Exception {
        BenchmarkConfig config = read(
                "plan.yaml",
                TRIALS
                        + "ceilings:\n"
                        + "  - {device: NVIDIA H200, fp16_flops_per_s: 749e12, bytes_per_s: 4.27e12, source: measured here}\n");
        assertThat(config.ceilings())
                .containsExactly(new DeviceCeiling(
                        "NVIDIA H200", Map.of(Precision.FP16, 749e12), OptionalDouble.of(4.27e12), "measured here"));
        assertThat(read("plan.json", PlanWriter.json(PlanWriter.values(config))))
                .isEqualTo(config);
    }

    @Test
    void everyMistakeIsNamed() {
        assertThatThrownBy(() -> read("plan.yaml", TRIALS + "ceilings: [{fp16_flops: 1, bytes_per_s: 0}]\n"))
                .isInstanceOf(PlanException.class)
                .hasMessageContainingAll("device", "fp16_flops", "should be above 0");
    }

    private static BenchmarkConfig read(String source, String text) throws PlanException {
        return PlanReader.read(source, text, List.of()).config();
    }
}
