package io.inferbench.tck.doubles;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A nanosecond clock that stands still until it is moved; safe for several threads. */
public final class ManualClock implements LongSupplier {

    private final AtomicLong nanos;

    /** Creates a clock that reads 0. */
    public ManualClock() {
        this(0);
    }

    /** Creates a clock that reads this, as {@link System#nanoTime} may start anywhere, below zero too. */
    public ManualClock(long nanos) {
        this.nanos = new AtomicLong(nanos);
    }

    /** Returns the time, in place of {@link System#nanoTime}. */
    @Override
    public long getAsLong() {
        return nanos.get();
    }

    /** Moves the clock forward. */
    public void advance(Duration duration) {
        advanceNanos(duration.toNanos());
    }

    /**
     * Moves the clock forward.
     *
     * @throws IllegalArgumentException if the step is negative: such a clock does not go back
     */
    public void advanceNanos(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("a clock cannot go back by " + step + " ns");
        }
        nanos.addAndGet(step);
    }
}
