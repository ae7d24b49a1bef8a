package io.inferbench.core.run;

import io.inferbench.api.Device;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.SampleTable;
import io.inferbench.core.gpu.GpuProbe;
import io.inferbench.core.gpu.GpuSampler;
import io.inferbench.core.gpu.nvml.NvmlException;
import io.inferbench.core.gpu.nvml.NvmlGpuProbe;
import io.inferbench.core.ledger.LedgerRecorder;
import io.inferbench.core.ledger.LedgerTotal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ledger of this process and machine during the measurement, and samples of the GPUs from loading to cool-down. */
final class MachineWatch implements ForkWatch {

    private static final String CUDA = "cuda";
    private static final double PERCENT = 100;

    private final Duration gpuInterval;
    private final List<String> unavailable = new ArrayList<>();
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private Optional<LedgerRecorder> ledger = Optional.empty();
    private Optional<GpuSampler> gpus = Optional.empty();

    /**
     * Creates a watch for one fork; nothing runs yet.
     *
     * @param gpuInterval how often GPUs are read; zero does not read them
     */
    MachineWatch(Duration gpuInterval) {
        this.gpuInterval = gpuInterval;
    }

    @Override
    public void sessionOpened(List<Device> devices, long originNanos) {
        if (devices.stream().noneMatch(device -> device.type().equals(CUDA))) {
            return;
        }
        if (gpuInterval.isZero()) {
            unavailable.add("gpu: the plan says not to read GPUs (measurement.gpu_interval)");
            return;
        }
        try {
            GpuProbe probe = NvmlGpuProbe.open(ProcessHandle.current().pid());
            running.push(probe);
            GpuSampler sampler = GpuSampler.start(probe, gpuInterval, originNanos);
            running.push(sampler);
            gpus = Optional.of(sampler);
        } catch (NvmlException absent) {
            unavailable.add("gpu: " + absent.getMessage());
        }
    }

    /** The flight recorder's start, and the first readings, take some hundred milliseconds and much compiling. */
    @Override
    public void warmUpComes(long originNanos) {
        LedgerRecorder recorder = LedgerRecorder.start(originNanos);
        running.push(recorder);
        ledger = Optional.of(recorder);
    }

    @Override
    public void rest() throws InterruptedException {
        CompilerRest.await();
    }

    @Override
    public void measurementStarts() throws InterruptedException {
        if (ledger.isPresent()) {
            ledger.get().restart();
        }
    }

    @Override
    public Interference measurementEnded() {
        Interference found = ledger.map(LedgerRecorder::stop).orElse(Interference.none());
        List<String> absent = new ArrayList<>(found.unavailable());
        absent.addAll(unavailable);
        Map<String, Double> totals = new HashMap<>(found.totals());
        gpus.ifPresent(sampler -> totals.put(LedgerTotal.GPU_READING_SHARE.key(), PERCENT * sampler.readingShare()));
        return new Interference(totals, absent, found.events());
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
