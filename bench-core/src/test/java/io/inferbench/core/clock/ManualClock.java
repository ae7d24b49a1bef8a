package io.inferbench.core.clock;

import java.util.ArrayDeque;
import java.util.Deque;

/** Time that passes when told to: a park takes what was asked and what was planned to go wrong. */
public final class ManualClock implements NanoClock {

    private final Deque<Long> oversleeps = new ArrayDeque<>();
    private long now;
    private long readingCost;

    public ManualClock(long now) {
        this.now = now;
    }

    @Override
    public long nanoTime() {
        now += readingCost;
        return now;
    }

    @Override
    public void parkNanos(long nanos) {
        if (nanos > 0) {
            now += nanos + (oversleeps.isEmpty() ? 0 : oversleeps.remove());
        }
    }

    /** The next parks that have no plan yet take this much longer, one each; below zero they end early. */
    public ManualClock oversleep(long... nanos) {
        for (long each : nanos) {
            oversleeps.add(each);
        }
        return this;
    }

    public void advance(long nanos) {
        now += nanos;
    }

    /** Every reading from now on takes this long. */
    public ManualClock readingCost(long nanos) {
        readingCost = nanos;
        return this;
    }
}
