package io.inferbench.core.run;

import io.inferbench.api.Device;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.SampleTable;
import io.inferbench.core.gpu.GpuProbe;
import io.inferbench.core.gpu.GpuSampler;
import io.inferbench.core.gpu.nvml.NvmlException;
import io.inferbench.core.gpu.nvml.NvmlGpuProbe;
import io.inferbench.core.ledger.LedgerRecorder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The ledger of this process and machine during the measurement, and samples of the GPUs from loading to cool-down. */
final class MachineWatch implements ForkWatch {

    private static final String CUDA = "cuda";

    private final List<String> unavailable = new ArrayList<>();
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private Optional<LedgerRecorder> ledger = Optional.empty();
    private Optional<GpuSampler> gpus = Optional.empty();

    /** Creates a watch for one fork; nothing runs yet. */
    MachineWatch() {}

    @Override
    public void sessionOpened(List<Device> devices, long originNanos) {
        if (devices.stream().noneMatch(device -> device.type().equals(CUDA))) {
            return;
        }
        try {
            GpuProbe probe = NvmlGpuProbe.open(ProcessHandle.current().pid());
            running.push(probe);
            GpuSampler sampler = GpuSampler.start(probe, GpuSampler.DEFAULT_INTERVAL, originNanos);
            running.push(sampler);
            gpus = Optional.of(sampler);
        } catch (NvmlException absent) {
            unavailable.add("gpu: " + absent.getMessage());
        }
    }

    /** The flight recorder's first start takes some hundred milliseconds and much compiling. */
    @Override
    public void warmUpComes() {
        LedgerRecorder.start(System.nanoTime()).close();
    }

    @Override
    public void measurementStarts(long originNanos) {
        LedgerRecorder recorder = LedgerRecorder.start(originNanos);
        running.push(recorder);
        ledger = Optional.of(recorder);
    }

    @Override
    public Interference measurementEnded() {
        Interference found = ledger.map(LedgerRecorder::stop).orElse(Interference.none());
        List<String> absent = new ArrayList<>(found.unavailable());
        absent.addAll(unavailable);
        return new Interference(found.totals(), absent, found.events());
    }

    @Override
    public List<SampleTable> finish() {
        gpus.ifPresent(GpuSampler::close);
        return gpus.map(GpuSampler::table).stream().toList();
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception impossible) {
                throw new IllegalStateException("none of these closes with an exception", impossible);
            }
        }
    }
}
