package io.inferbench.core.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.report.SampleTable;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GpuSamplerTest {

    @Test
    void keepsOneRowPerDeviceAndReading() throws InterruptedException {
        FakeGpuProbe probe = new FakeGpuProbe(2, 12, (reading, at) -> {
            reading.set(GpuField.UTILIZATION, 10 * at[0] + 5);
            reading.set(GpuField.MEMORY_USED, 1_000 + at[1]);
        });
        GpuSampler sampler = GpuSampler.start(probe, Duration.ofNanos(1), System.nanoTime());
        probe.awaitReadings();
        sampler.close();
        SampleTable table = sampler.table();
        assertThat(table.columns()).containsOnlyKeys("time_ns", "device", "utilization_percent", "memory_used_bytes");
        assertThat(table.rows()).isGreaterThanOrEqualTo(8);
        for (int row = 0; row < table.rows(); row++) {
            assertThat(table.column("utilization_percent")[row]).isEqualTo(10 * table.column("device")[row] + 5);
        }
        assertThat(table.column("time_ns")).isSorted();
        assertThat(sampler.readingShare()).isBetween(Double.MIN_VALUE, 1.0);
        assertThat(sampler.incompleteReadings()).isZero();
    }

    @Test
    void aFieldThatOneDeviceLacksHasNoColumn() throws InterruptedException {
        FakeGpuProbe probe = new FakeGpuProbe(2, 6, (reading, at) -> {
            reading.set(GpuField.MEMORY_USED, 1);
            if (at[0] == 0) {
                reading.set(GpuField.POWER, 70_000);
            }
        });
        GpuSampler sampler = GpuSampler.start(probe, Duration.ofNanos(1), 0);
        probe.awaitReadings();
        sampler.close();
        assertThat(sampler.table().columns()).doesNotContainKey("power_mw").containsKey("memory_used_bytes");
    }

    @Test
    void aReadingThatLosesAFieldIsLeftOutAndCounted() throws InterruptedException {
        FakeGpuProbe probe = new FakeGpuProbe(1, 11, (reading, at) -> {
            if (at[1] != 5) {
                reading.set(GpuField.POWER, 70_000);
            }
        });
        GpuSampler sampler = GpuSampler.start(probe, Duration.ofNanos(1), 0);
        probe.awaitReadings();
        sampler.close();
        assertThat(sampler.incompleteReadings()).isEqualTo(1);
        assertThat(sampler.table().column("power_mw"))
                .hasSizeGreaterThanOrEqualTo(9)
                .containsOnly(70_000L);
    }

    @Test
    void theTableIsRefusedWhileSamplingGoesOn() {
        FakeGpuProbe probe = new FakeGpuProbe(1, 1, (reading, at) -> reading.set(GpuField.POWER, 1));
        try (GpuSampler sampler = GpuSampler.start(probe, Duration.ofSeconds(10), 0)) {
            assertThatThrownBy(sampler::table)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("close");
        }
    }
}
