package io.inferbench.core.gpu.nvml;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The part of NVML that is used, under its C names.
 *
 * <p>Source of names, structures and constants: {@code nvml.h} of CUDA 13.
 */
@SuppressWarnings({"MethodName", "checkstyle:MethodName"})
interface NvmlLibrary extends Library {

    int SUCCESS = 0;
    int INSUFFICIENT_SIZE = 7;
    int TEMPERATURE_GPU = 0;
    int CLOCK_SM = 1;
    int CLOCK_MEMORY = 2;
    int PCIE_SENT = 0;
    int PCIE_RECEIVED = 1;
    int ECC_UNCORRECTED = 1;
    int ECC_VOLATILE = 0;

    int nvmlInit_v2();

    int nvmlShutdown();

    int nvmlSystemGetDriverVersion(byte[] version, int length);

    int nvmlSystemGetCudaDriverVersion_v2(IntByReference version);

    int nvmlDeviceGetCount_v2(IntByReference count);

    int nvmlDeviceGetHandleByIndex_v2(int index, PointerByReference device);

    int nvmlDeviceGetName(Pointer device, byte[] name, int length);

    int nvmlDeviceGetUUID(Pointer device, byte[] uuid, int length);

    int nvmlDeviceGetMemoryInfo(Pointer device, Memory memory);

    int nvmlDeviceGetUtilizationRates(Pointer device, Utilization utilization);

    int nvmlDeviceGetPowerUsage(Pointer device, IntByReference milliwatts);

    int nvmlDeviceGetEnforcedPowerLimit(Pointer device, IntByReference milliwatts);

    int nvmlDeviceGetTotalEnergyConsumption(Pointer device, LongByReference millijoules);

    int nvmlDeviceGetTemperature(Pointer device, int sensor, IntByReference celsius);

    int nvmlDeviceGetClockInfo(Pointer device, int clock, IntByReference megahertz);

    int nvmlDeviceGetCurrentClocksThrottleReasons(Pointer device, LongByReference reasons);

    int nvmlDeviceGetPcieThroughput(Pointer device, int counter, IntByReference kibibytesPerSecond);

    int nvmlDeviceGetTotalEccErrors(Pointer device, int errorType, int counterType, LongByReference count);

    int nvmlDeviceGetEccMode(Pointer device, IntByReference current, IntByReference pending);

    int nvmlDeviceGetMigMode(Pointer device, IntByReference current, IntByReference pending);

    int nvmlDeviceGetComputeRunningProcesses_v3(Pointer device, IntByReference count, Pointer processes);

    /** {@code nvmlMemory_t}: bytes. */
    @FieldOrder({"total", "free", "used"})
    final class Memory extends Structure {
        public long total;
        public long free;
        public long used;
    }

    /** {@code nvmlUtilization_t}: percent. */
    @FieldOrder({"gpu", "memory"})
    final class Utilization extends Structure {
        public int gpu;
        public int memory;
    }
}
