package io.inferbench.core.gpu.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import io.inferbench.core.gpu.GpuField;
import io.inferbench.core.gpu.GpuReading;
import org.junit.jupiter.api.Test;

class NvmlGpuProbeTest {

    private static final long PROCESS = 4711;

    private final FakeNvml nvml = new FakeNvml();

    @Test
    void describesEveryGpuOnce() throws NvmlException {
        try (NvmlGpuProbe probe = new NvmlGpuProbe(nvml.library(), PROCESS)) {
            assertThat(probe.devices()).hasSize(2).allSatisfy(device -> {
                assertThat(device.name()).isEqualTo("NVIDIA H200");
                assertThat(device.driverVersion()).contains("580.159.04");
                assertThat(device.cudaDriverVersion()).contains("13.0");
                assertThat(device.powerLimitMilliwatts()).isEmpty();
                assertThat(device.migEnabled()).isEmpty();
            });
        }
    }

    @Test
    void whatTheDriverRefusesIsAbsent() throws NvmlException {
        nvml.number("nvmlDeviceGetPowerUsage", 1, 71_500);
        nvml.wide("nvmlDeviceGetTotalEnergyConsumption", 1, 5_000_000_000L);
        try (NvmlGpuProbe probe = new NvmlGpuProbe(nvml.library(), PROCESS)) {
            GpuReading reading = probe.read(0);
            assertThat(reading.find(GpuField.POWER)).hasValue(71_500);
            assertThat(reading.find(GpuField.ENERGY)).hasValue(5_000_000_000L);
            assertThat(reading.find(GpuField.UTILIZATION)).isEmpty();
            assertThat(reading.find(GpuField.PROCESS_MEMORY)).isEmpty();
        }
    }

    @Test
    void theWatchedProcessIsToldFromOthers() throws NvmlException {
        processes(new long[][] {{99, 1L << 30}, {PROCESS, 3L << 30}});
        try (NvmlGpuProbe probe = new NvmlGpuProbe(nvml.library(), PROCESS)) {
            GpuReading reading = probe.read(0);
            assertThat(reading.find(GpuField.PROCESS_MEMORY)).hasValue(3L << 30);
            assertThat(reading.find(GpuField.FOREIGN_PROCESSES)).hasValue(1);
        }
    }

    @Test
    void hiddenProcessIdsLeaveOwnersAbsent() throws NvmlException {
        processes(new long[][] {{1, 3L << 30}});
        try (NvmlGpuProbe probe = new NvmlGpuProbe(nvml.library(), PROCESS)) {
            GpuReading reading = probe.read(0);
            assertThat(reading.find(GpuField.PROCESS_MEMORY)).isEmpty();
            assertThat(reading.find(GpuField.FOREIGN_PROCESSES)).isEmpty();
        }
    }

    @Test
    void withheldProcessMemoryIsAbsent() throws NvmlException {
        processes(new long[][] {{PROCESS, -1}});
        try (NvmlGpuProbe probe = new NvmlGpuProbe(nvml.library(), PROCESS)) {
            assertThat(probe.read(0).find(GpuField.PROCESS_MEMORY)).isEmpty();
            assertThat(probe.read(0).find(GpuField.FOREIGN_PROCESSES)).hasValue(0);
        }
    }

    @Test
    void aDriverThatDoesNotStartIsSaid() {
        nvml.answer("nvmlInit_v2", 9);
        assertThatThrownBy(() -> new NvmlGpuProbe(nvml.library(), PROCESS))
                .isInstanceOf(NvmlException.class)
                .hasMessageContaining("error 9")
                .hasMessageContaining("driver");
        assertThat(nvml.released).isZero();
    }

    @Test
    void closingReleasesOnceAndReadingsAreEmptyAfterwards() throws NvmlException {
        nvml.number("nvmlDeviceGetPowerUsage", 1, 71_500);
        NvmlGpuProbe probe = new NvmlGpuProbe(nvml.library(), PROCESS);
        probe.close();
        probe.close();
        assertThat(nvml.initialised).isEqualTo(1);
        assertThat(nvml.released).isEqualTo(1);
        assertThat(probe.read(0).find(GpuField.POWER)).isEmpty();
    }

    private void processes(long[][] pidsAndBytes) {
        nvml.on("nvmlDeviceGetComputeRunningProcesses_v3", arguments -> {
            ((IntByReference) arguments[1]).setValue(pidsAndBytes.length);
            Pointer memory = (Pointer) arguments[2];
            for (int entry = 0; entry < pidsAndBytes.length; entry++) {
                memory.setInt(entry * 24L, (int) pidsAndBytes[entry][0]);
                memory.setLong(entry * 24L + 8, pidsAndBytes[entry][1]);
            }
        });
    }
}
