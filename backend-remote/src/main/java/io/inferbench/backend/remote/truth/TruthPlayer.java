package io.inferbench.backend.remote.truth;

import java.util.Arrays;

/** Plays a script to one request, on the thread of its connection. */
final class TruthPlayer {

    /**
     * Pieces after the first wait for the next tenth of a millisecond, so that those of many streams cost one wake-up of
     * the server: it has to leave the processors to the client. When a piece was really written is recorded.
     */
    private static final long TICK_NANOS = 100_000;

    private final TruthBeat beat;
    private final TruthScript script;
    private final TruthOutput output;
    private final int number;
    private final long receivedNanos;
    private final long[] bodyNanos;
    private int next;
    private int bodies;

    TruthPlayer(TruthBeat beat, TruthScript script, TruthOutput output, int number, long receivedNanos) {
        this.beat = beat;
        this.script = script;
        this.output = output;
        this.number = number;
        this.receivedNanos = receivedNanos;
        this.bodyNanos = new long[script.steps().size()];
    }

    void play() {
        while (next < script.steps().size() && output.isOpen()) {
            TruthStep step = script.steps().get(next);
            long dueNanos = dueNanos(step);
            if (dueNanos - System.nanoTime() > 0) {
                beat.await(dueNanos, this);
                return;
            }
            next++;
            if (step.kind() == TruthStep.Kind.BODY) {
                bodyNanos[bodies++] = System.nanoTime();
            }
            output.perform(step);
        }
    }

    private long dueNanos(TruthStep step) {
        long due = receivedNanos + step.atNanos();
        return bodies == 0 ? due : Math.floorDiv(due + TICK_NANOS - 1, TICK_NANOS) * TICK_NANOS;
    }

    TruthRecord toRecord() {
        return new TruthRecord(number, receivedNanos, Arrays.copyOf(bodyNanos, bodies));
    }
}
