package io.inferbench.core.gpu.nvml;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import io.inferbench.core.gpu.GpuDevice;
import io.inferbench.core.gpu.GpuField;
import io.inferbench.core.gpu.GpuProbe;
import io.inferbench.core.gpu.GpuReading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;

/** Reads NVIDIA GPUs through NVML. A call the driver answers with an error leaves its field absent. */
public final class NvmlGpuProbe implements GpuProbe {

    /** Bytes of {@code nvmlProcessInfo_t}: pid, padding, used memory, two instance ids. */
    private static final int PROCESS_ENTRY_BYTES = 24;

    /** What NVML reports as used memory where it may not tell. */
    private static final long VALUE_NOT_AVAILABLE = -1L;

    private static final int MOST_PROCESSES = 256;

    private final NvmlLibrary nvml;
    private final long watchedProcess;
    private final List<Pointer> handles;
    private final List<GpuDevice> devices;
    private final GpuReading reading = new GpuReading();
    private final NvmlLibrary.Memory memory = new NvmlLibrary.Memory();
    private final NvmlLibrary.Utilization utilization = new NvmlLibrary.Utilization();
    private final IntByReference number = new IntByReference();
    private final LongByReference wide = new LongByReference();
    private final Memory processes = new Memory((long) MOST_PROCESSES * PROCESS_ENTRY_BYTES);
    private boolean closed;

    NvmlGpuProbe(NvmlLibrary nvml, long watchedProcess) throws NvmlException {
        this.nvml = nvml;
        this.watchedProcess = watchedProcess;
        int status = nvml.nvmlInit_v2();
        if (status != NvmlLibrary.SUCCESS) {
            throw new NvmlException(
                    "nvmlInit answered error " + status + "; is the NVIDIA driver loaded? (nvidia-smi tells)");
        }
        this.handles = handles();
        this.devices = describeAll();
    }

    /**
     * Opens NVML and watches one process's share of each device.
     *
     * @param watchedProcess operating-system id of the process that is measured
     * @throws NvmlException if the library is not there, does not load, or finds no driver
     */
    public static NvmlGpuProbe open(long watchedProcess) throws NvmlException {
        String library = Platform.isWindows() ? "nvml" : "libnvidia-ml.so.1";
        try {
            return new NvmlGpuProbe(Native.load(library, NvmlLibrary.class), watchedProcess);
        } catch (UnsatisfiedLinkError absent) {
            throw new NvmlException(
                    "no NVIDIA management library: " + library
                            + " did not load; GPU memory, utilization, power and clocks are absent",
                    absent);
        }
    }

    private List<Pointer> handles() {
        List<Pointer> found = new ArrayList<>();
        int count = nvml.nvmlDeviceGetCount_v2(number) == NvmlLibrary.SUCCESS ? number.getValue() : 0;
        for (int index = 0; index < count; index++) {
            PointerByReference handle = new PointerByReference();
            if (nvml.nvmlDeviceGetHandleByIndex_v2(index, handle) == NvmlLibrary.SUCCESS) {
                found.add(handle.getValue());
            }
        }
        return found;
    }

    private List<GpuDevice> describeAll() {
        List<GpuDevice> described = new ArrayList<>();
        for (int index = 0; index < handles.size(); index++) {
            described.add(describe(index, handles.get(index)));
        }
        return List.copyOf(described);
    }

    private GpuDevice describe(int index, Pointer handle) {
        return new GpuDevice(
                index,
                text(buffer -> nvml.nvmlDeviceGetName(handle, buffer, buffer.length))
                        .orElse("unnamed GPU"),
                text(buffer -> nvml.nvmlDeviceGetUUID(handle, buffer, buffer.length))
                        .orElse(""),
                text(buffer -> nvml.nvmlSystemGetDriverVersion(buffer, buffer.length)),
                cudaVersion(),
                nvml.nvmlDeviceGetMemoryInfo(handle, memory) == NvmlLibrary.SUCCESS
                        ? OptionalLong.of(memory.total)
                        : OptionalLong.empty(),
                nvml.nvmlDeviceGetEnforcedPowerLimit(handle, number) == NvmlLibrary.SUCCESS
                        ? OptionalLong.of(number.getValue())
                        : OptionalLong.empty(),
                mode(nvml.nvmlDeviceGetEccMode(handle, number, new IntByReference())),
                mode(nvml.nvmlDeviceGetMigMode(handle, number, new IntByReference())));
    }

    private Optional<String> cudaVersion() {
        if (nvml.nvmlSystemGetCudaDriverVersion_v2(number) != NvmlLibrary.SUCCESS) {
            return Optional.empty();
        }
        int version = number.getValue();
        return Optional.of(String.format(Locale.ROOT, "%d.%d", version / 1000, version % 1000 / 10));
    }

    private Optional<Boolean> mode(int status) {
        return status == NvmlLibrary.SUCCESS ? Optional.of(number.getValue() == 1) : Optional.empty();
    }

    private static Optional<String> text(ToIntFunction<byte[]> call) {
        byte[] buffer = new byte[128];
        if (call.applyAsInt(buffer) != NvmlLibrary.SUCCESS) {
            return Optional.empty();
        }
        int length = 0;
        while (length < buffer.length && buffer[length] != 0) {
            length++;
        }
        return Optional.of(new String(buffer, 0, length, StandardCharsets.UTF_8));
    }

    @Override
    public List<GpuDevice> devices() {
        return devices;
    }

    @Override
    public synchronized GpuReading read(int index) {
        reading.clear();
        if (closed) {
            return reading;
        }
        Pointer handle = handles.get(index);
        if (nvml.nvmlDeviceGetUtilizationRates(handle, utilization) == NvmlLibrary.SUCCESS) {
            reading.set(GpuField.UTILIZATION, utilization.gpu);
            reading.set(GpuField.MEMORY_UTILIZATION, utilization.memory);
        }
        if (nvml.nvmlDeviceGetMemoryInfo(handle, memory) == NvmlLibrary.SUCCESS) {
            reading.set(GpuField.MEMORY_USED, memory.used);
        }
        setNumber(GpuField.POWER, nvml.nvmlDeviceGetPowerUsage(handle, number), 1);
        setWide(GpuField.ENERGY, nvml.nvmlDeviceGetTotalEnergyConsumption(handle, wide));
        setNumber(GpuField.TEMPERATURE, nvml.nvmlDeviceGetTemperature(handle, NvmlLibrary.TEMPERATURE_GPU, number), 1);
        setNumber(GpuField.SM_CLOCK, nvml.nvmlDeviceGetClockInfo(handle, NvmlLibrary.CLOCK_SM, number), 1);
        setNumber(GpuField.MEMORY_CLOCK, nvml.nvmlDeviceGetClockInfo(handle, NvmlLibrary.CLOCK_MEMORY, number), 1);
        setWide(GpuField.CLOCK_REASONS, nvml.nvmlDeviceGetCurrentClocksThrottleReasons(handle, wide));
        setWide(
                GpuField.ECC_UNCORRECTED,
                nvml.nvmlDeviceGetTotalEccErrors(handle, NvmlLibrary.ECC_UNCORRECTED, NvmlLibrary.ECC_VOLATILE, wide));
        readProcesses(handle);
        return reading;
    }

    /**
     * Reads PCIe traffic, which the driver measures over 20 ms while the caller waits; so it is apart from {@link #read}.
     *
     * @param index place in {@link #devices}
     */
    public synchronized GpuReading readPcie(int index) {
        reading.clear();
        if (!closed) {
            Pointer handle = handles.get(index);
            setNumber(
                    GpuField.PCIE_SENT, nvml.nvmlDeviceGetPcieThroughput(handle, NvmlLibrary.PCIE_SENT, number), 1024);
            setNumber(
                    GpuField.PCIE_RECEIVED,
                    nvml.nvmlDeviceGetPcieThroughput(handle, NvmlLibrary.PCIE_RECEIVED, number),
                    1024);
        }
        return reading;
    }

    private void setNumber(GpuField field, int status, long unit) {
        if (status == NvmlLibrary.SUCCESS) {
            reading.set(field, Integer.toUnsignedLong(number.getValue()) * unit);
        }
    }

    private void setWide(GpuField field, int status) {
        if (status == NvmlLibrary.SUCCESS) {
            reading.set(field, wide.getValue());
        }
    }

    /**
     * In a container without the host's process ids the driver lists nobody, or ids that are not ours; then the watched
     * process is not found and its memory stays absent, and strangers are counted only if we were found among them.
     */
    private void readProcesses(Pointer handle) {
        number.setValue(MOST_PROCESSES);
        if (nvml.nvmlDeviceGetComputeRunningProcesses_v3(handle, number, processes) != NvmlLibrary.SUCCESS) {
            return;
        }
        int count = Math.min(number.getValue(), MOST_PROCESSES);
        for (int entry = 0; entry < count; entry++) {
            long at = (long) entry * PROCESS_ENTRY_BYTES;
            if (Integer.toUnsignedLong(processes.getInt(at)) == watchedProcess) {
                long used = processes.getLong(at + 8);
                if (used != VALUE_NOT_AVAILABLE) {
                    reading.set(GpuField.PROCESS_MEMORY, used);
                }
                reading.set(GpuField.FOREIGN_PROCESSES, count - 1L);
            }
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            nvml.nvmlShutdown();
        }
    }
}
