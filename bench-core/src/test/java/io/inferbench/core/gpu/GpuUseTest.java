package io.inferbench.core.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Verdict.Reason;
import io.inferbench.api.report.Verdict.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GpuUseTest {

    private static final long SECOND = 1_000_000_000L;

    private static SampleTable table() {
        Map<String, long[]> columns = new LinkedHashMap<>();
        columns.put("time_ns", new long[] {0, 0, SECOND, SECOND, 2 * SECOND, 2 * SECOND, 3 * SECOND, 3 * SECOND});
        columns.put("device", new long[] {0, 1, 0, 1, 0, 1, 0, 1});
        columns.put("utilization_percent", new long[] {0, 0, 100, 1, 80, 1, 0, 0});
        columns.put("memory_used_bytes", new long[] {5, 1, 70, 1, 90, 1, 6, 1});
        columns.put("sm_clock_mhz", new long[] {345, 345, 1980, 345, 1485, 345, 345, 345});
        columns.put("energy_mj", new long[] {0, 0, 100_000, 70_000, 700_000, 140_000, 800_000, 210_000});
        columns.put("clock_reasons", new long[] {1, 1, 0, 1, 0x44, 1, 1, 1});
        columns.put("foreign_processes", new long[] {0, 0, 0, 0, 2, 0, 0, 0});
        columns.put("ecc_uncorrected_count", new long[] {3, 0, 3, 0, 4, 0, 4, 0});
        return new SampleTable("gpu", columns);
    }

    @Test
    void summarisesTheWindowAndTheDeviceAskedFor() {
        GpuUse use = GpuUse.of(table(), 0, SECOND, 2 * SECOND);
        assertThat(use.readings()).isEqualTo(2);
        assertThat(use.peakMemoryBytes()).hasValue(90);
        assertThat(use.meanUtilizationPercent()).hasValue(90);
        assertThat(use.peakUtilizationPercent()).hasValue(100);
        assertThat(use.energyJoules()).hasValue(600);
        assertThat(use.throttledFraction()).hasValue(0.5);
        assertThat(use.clockSpread().orElseThrow()).isCloseTo(0.25, within(1e-12));
        assertThat(use.meanPowerMilliwatts()).isEmpty();
        assertThat(use.peakTemperatureCelsius()).isEmpty();
    }

    @Test
    void idleDrawIsSubtracted() {
        GpuUse use = GpuUse.of(table(), 0, SECOND, 2 * SECOND);
        assertThat(use.energyAboveIdleJoules(75_000, SECOND)).hasValue(525);
    }

    @Test
    void everyDisturbanceIsAReason() {
        assertThat(GpuRules.judge(GpuUse.of(table(), 0, SECOND, 2 * SECOND)))
                .extracting(Reason::code, Reason::severity)
                .containsExactlyInAnyOrder(
                        tuple("gpu-foreign-process", Status.SUSPECT),
                        tuple("gpu-throttled", Status.SUSPECT),
                        tuple("gpu-clock-changed", Status.SUSPECT),
                        tuple("gpu-ecc-error", Status.INVALID));
        assertThat(GpuRules.judge(GpuUse.of(table(), 1, SECOND, 2 * SECOND))).isEmpty();
    }

    @Test
    void anEmptyWindowIsAllAbsent() {
        GpuUse use = GpuUse.of(table(), 0, 10 * SECOND, 11 * SECOND);
        assertThat(use.readings()).isZero();
        assertThat(use.peakMemoryBytes()).isEmpty();
        assertThat(use.energyJoules()).isEmpty();
        assertThat(use.newEccErrors()).isEmpty();
        assertThat(GpuRules.judge(use)).isEmpty();
    }
}
