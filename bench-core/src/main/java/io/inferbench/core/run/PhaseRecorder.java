package io.inferbench.core.run;

import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs phases one after the other, times each, tells the listener, and knows which one a failure belongs to. */
final class PhaseRecorder {

    /** Between two reports of one phase. */
    private static final long QUIET_NANOS = 250_000_000L;

    private final long originNanos;
    private final ForkListener listener;
    private final List<PhaseResult> phases = new ArrayList<>();
    private Stage current = Stage.FORK;
    private long quietUntil;

    PhaseRecorder(long originNanos, ForkListener listener) {
        this.originNanos = originNanos;
        this.listener = listener;
        this.quietUntil = originNanos;
    }

    /**
     * The work of a phase.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    interface Work<T> {

        /** Does it, and may add facts that the report shows with the phase. */
        T run(Map<String, String> facts) throws Exception;
    }

    /** Runs one phase; a failure leaves it unrecorded and {@link #current} pointing at it. */
    <T> T run(Stage stage, Work<T> work) throws Exception {
        current = stage;
        quietUntil = System.nanoTime();
        listener.phaseStarted(stage);
        Map<String, String> facts = new TreeMap<>();
        long begin = System.nanoTime();
        T given = work.run(facts);
        PhaseResult phase = new PhaseResult(stage, begin - originNanos, System.nanoTime() - begin, facts);
        phases.add(phase);
        listener.phaseFinished(phase);
        return given;
    }

    /** Tells the listener a few words about the running phase, unless it was told just now. */
    void progressed(String detail) {
        long now = System.nanoTime();
        if (now - quietUntil < 0) {
            return;
        }
        quietUntil = now + QUIET_NANOS;
        listener.progressed(current, detail);
    }

    /** Returns the phase that runs or ran last. */
    Stage current() {
        return current;
    }

    List<PhaseResult> phases() {
        return List.copyOf(phases);
    }
}
