package io.inferbench.core.verdict;

import io.inferbench.api.Device;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.Verdict.Reason;
import io.inferbench.core.gpu.GpuRules;
import io.inferbench.core.gpu.GpuUse;
import io.inferbench.core.ledger.InterferenceRules;
import io.inferbench.core.run.TableNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** What the ledger and the GPU's samples say against a trial: each kind once, as its worst fork has it. */
final class InterferenceChecks {

    /** More disturbed windows than this are no exception. */
    static final double MOST_DIRTY = 0.2;

    private static final String GPU_TABLE = "gpu";
    private static final String CUDA = "cuda";
    private static final double PERCENT = 100;

    private InterferenceChecks() {}

    static List<Reason> reasons(List<ForkResult> forks) {
        Map<String, Reason> worst = new LinkedHashMap<>();
        for (ForkResult fork : forks) {
            List<Reason> found = new ArrayList<>(InterferenceRules.judge(fork.interference()));
            found.addAll(gpuReasons(fork));
            String place = forks.size() == 1 ? "" : "fork " + (fork.index() + 1) + ": ";
            for (Reason reason : found) {
                worst.merge(
                        reason.code(),
                        new Reason(reason.code(), reason.severity(), place + reason.text()),
                        InterferenceChecks::worse);
            }
        }
        return List.copyOf(worst.values());
    }

    private static Reason worse(Reason one, Reason other) {
        return other.severity().compareTo(one.severity()) > 0 ? other : one;
    }

    private static List<Reason> gpuReasons(ForkResult fork) {
        Optional<SampleTable> samples = fork.table(GPU_TABLE);
        Optional<PhaseResult> measurement = fork.phase(Stage.MEASUREMENT);
        if (samples.isEmpty() || measurement.isEmpty()) {
            return List.of();
        }
        long start = measurement.get().startNanos();
        long end = start + measurement.get().durationNanos();
        return fork.devices().stream()
                .filter(device -> device.type().equals(CUDA))
                .map(Device::index)
                .flatMap(index -> GpuRules.judge(GpuUse.of(samples.get(), index, start, end)).stream())
                .toList();
    }

    static Optional<String> dirtyWindows(Evidence evidence) {
        long windows = 0;
        long dirty = 0;
        for (ForkResult fork : evidence.forks()) {
            long[] marks = fork.table(TableNames.WINDOWS)
                    .map(table -> table.column(TableNames.DIRTY))
                    .orElse(new long[0]);
            windows += marks.length;
            dirty += LongStream.of(marks).sum();
        }
        return dirty > MOST_DIRTY * windows
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "%d of %d windows were disturbed by pauses or other load (limit %.0f %%)",
                        dirty,
                        windows,
                        PERCENT * MOST_DIRTY))
                : Optional.empty();
    }
}
