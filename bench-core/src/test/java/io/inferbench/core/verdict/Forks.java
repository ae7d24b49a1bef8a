package io.inferbench.core.verdict;

import io.inferbench.api.Device;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Stage;
import io.inferbench.core.run.FactNames;
import io.inferbench.core.run.PhaseFacts;
import io.inferbench.core.run.TableNames;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Forks as they would be after a measurement nobody made. */
final class Forks {

    private static final long WINDOW_NANOS = 100_000_000;

    private final int index;
    private boolean isolated = true;
    private long medianNanos = 1_000_000;
    private int calls = 100;
    private double noise = 0.02;
    private double harnessNanos = 25;
    private long[] dirty = new long[10];
    private Interference interference = Interference.none();
    private final Map<String, String> warmUp = new HashMap<>(Map.of(PhaseFacts.ENDED, PhaseFacts.STEADY));
    private final Map<String, String> measurement =
            new HashMap<>(Map.of(PhaseFacts.ENDED, PhaseFacts.PRECISE, PhaseFacts.PRECISE, "true"));

    private Forks(int index) {
        this.index = index;
    }

    /** Returns a fork that nothing speaks against. */
    static Forks fork(int index) {
        return new Forks(index);
    }

    Forks inProcess() {
        isolated = false;
        return this;
    }

    Forks median(long nanos) {
        medianNanos = nanos;
        return this;
    }

    Forks noise(double relative) {
        noise = relative;
        return this;
    }

    Forks calls(int count) {
        calls = count;
        return this;
    }

    Forks harness(double nanos) {
        harnessNanos = nanos;
        return this;
    }

    Forks dirtyWindows(int count) {
        for (int i = 0; i < count; i++) {
            dirty[i] = 1;
        }
        return this;
    }

    Forks interference(Interference ledger) {
        interference = ledger;
        return this;
    }

    Forks notSteady(String why) {
        warmUp.putAll(Map.of(PhaseFacts.ENDED, PhaseFacts.MAX_TIME, PhaseFacts.NOT_STEADY, why));
        return this;
    }

    Forks imprecise(String halfWidth) {
        measurement.remove(PhaseFacts.PRECISE);
        measurement.putAll(Map.of(PhaseFacts.ENDED, PhaseFacts.MAX_TIME, PhaseFacts.RELATIVE_HALF_WIDTH, halfWidth));
        return this;
    }

    ForkResult done() {
        measurement.put(PhaseFacts.CALLS, Integer.toString(calls));
        return new ForkResult(
                index,
                isolated,
                List.of(Device.CPU),
                Map.of(FactNames.HARNESS_COST, Double.toString(harnessNanos)),
                List.of(
                        new PhaseResult(Stage.WARM_UP, 0, 1, warmUp),
                        new PhaseResult(Stage.MEASUREMENT, 1, 1, measurement)),
                List.of(iterations(), windows()),
                new Agreement(Agreement.Status.AGREES, "reference", "", List.of()),
                interference,
                Map.of());
    }

    private SampleTable iterations() {
        SplittableRandom random = new SplittableRandom(index);
        long[] starts = new long[calls];
        long[] latencies = new long[calls];
        long now = 0;
        for (int i = 0; i < calls; i++) {
            starts[i] = now;
            latencies[i] = Math.round(medianNanos * (1 + noise * (random.nextDouble() - 0.5)));
            now += latencies[i];
        }
        Map<String, long[]> columns = new LinkedHashMap<>();
        columns.put(TableNames.START, starts);
        columns.put("latency_ns", latencies);
        return new SampleTable(TableNames.ITERATIONS, columns);
    }

    private SampleTable windows() {
        long[] starts = new long[dirty.length];
        long[] durations = new long[dirty.length];
        for (int i = 0; i < dirty.length; i++) {
            starts[i] = i * WINDOW_NANOS;
            durations[i] = WINDOW_NANOS;
        }
        Map<String, long[]> columns = new LinkedHashMap<>();
        columns.put(TableNames.START, starts);
        columns.put(TableNames.DURATION, durations);
        columns.put(TableNames.DIRTY, dirty);
        return new SampleTable(TableNames.WINDOWS, columns);
    }
}
