package io.inferbench.core.run;

import io.inferbench.api.backend.BackendException;
import io.inferbench.core.stats.SortedSample;

/** What the timed loop adds to a latency: the loop itself, over calls that do nothing. */
public final class HarnessCost {

    private static final int BATCHES = 10;
    private static final int CALLS = 5_000;

    private HarnessCost() {}

    /**
     * Measures on the calling thread; takes some ten milliseconds.
     *
     * @return median of the recorded latencies, the least of several batches: the first ones run interpreted
     */
    public static double measureNanos() {
        double least = Double.POSITIVE_INFINITY;
        try (TimedCalls nothing = TimedCalls.ofNothing()) {
            for (int batch = 0; batch < BATCHES; batch++) {
                nothing.run(CALLS);
                least = Math.min(least, SortedSample.of(nothing.latencyNanos()).median());
            }
        } catch (BackendException impossible) {
            throw new IllegalStateException(impossible);
        }
        return least;
    }
}
