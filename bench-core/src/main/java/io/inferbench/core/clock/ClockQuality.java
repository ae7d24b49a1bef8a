package io.inferbench.core.clock;

import io.inferbench.core.stats.SortedSample;
import java.util.OptionalLong;

/**
 * What a clock costs, how finely it divides time, and how late it wakes a sleeper.
 *
 * <p>The first two bound what can be said of one short call; the third what can be said of a schedule.
 *
 * @param smallestStepNanos smallest difference above zero seen between two readings; empty if the clock stood still
 * @param costNanos time of one reading, the least of several batches: the rest of them was disturbed
 * @param oversleepNanos how much later than asked a thread woke, once per try
 */
public record ClockQuality(OptionalLong smallestStepNanos, double costNanos, SortedSample oversleepNanos) {

    private static final int BATCHES = 50;
    private static final int READINGS = 10_000;
    private static final int SLEEPS = 200;
    private static final long SLEEP_NANOS = 1_000_000;

    /** Measures a clock on the calling thread; takes about a third of a second. */
    public static ClockQuality measure(NanoClock clock) {
        long step = Long.MAX_VALUE;
        double cost = Double.POSITIVE_INFINITY;
        // The first batches run in the interpreter; the least over all is what compiled code sees.
        for (int batch = 0; batch < BATCHES; batch++) {
            step = Math.min(step, smallestStep(clock));
            cost = Math.min(cost, cost(clock));
        }
        return new ClockQuality(
                step == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(step),
                cost,
                SortedSample.of(oversleeps(clock)));
    }

    private static long smallestStep(NanoClock clock) {
        long smallest = Long.MAX_VALUE;
        long before = clock.nanoTime();
        for (int i = 0; i < READINGS; i++) {
            long now = clock.nanoTime();
            long step = now - before;
            if (step > 0 && step < smallest) {
                smallest = step;
            }
            before = now;
        }
        return smallest;
    }

    private static double cost(NanoClock clock) {
        long before = clock.nanoTime();
        long now = before;
        for (int i = 0; i < READINGS; i++) {
            now = clock.nanoTime();
        }
        return (double) (now - before) / READINGS;
    }

    private static long[] oversleeps(NanoClock clock) {
        long[] oversleeps = new long[SLEEPS];
        for (int i = 0; i < SLEEPS; i++) {
            long before = clock.nanoTime();
            clock.parkNanos(SLEEP_NANOS);
            oversleeps[i] = Math.max(0, clock.nanoTime() - before - SLEEP_NANOS);
        }
        return oversleeps;
    }
}
