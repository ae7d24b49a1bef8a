package io.inferbench.core.ledger;

import io.inferbench.core.clock.NanoClock;

/**
 * Wakes at planned moments and notes how late each wake-up comes.
 *
 * <p>What delays this thread delays the timed ones too: a pause of the JVM, a processor taken away, a frozen machine. The
 * idea is jHiccup's (Gil Tene). One moment is planned in every step of time, at changing places in it, so that nothing
 * periodic can hide between them; moments that pass while the thread is held up count with the lag they had. So the share
 * of late moments is an unbiased estimate of the share of time in which a thread would have had to wait.
 */
final class TimerLag {

    /**
     * Fifty a second cost a quarter of a percent of one processor on the virtual machine where it was measured (48 µs for
     * one timed park); jHiccup's one a millisecond would cost five percent there.
     */
    static final long STEP_NANOS = 20_000_000;

    /**
     * Linux wakes 50 µs late on purpose, and with every processor busy, be it with the engine's own threads, only after a
     * slice or two of some 3 ms: beside one spinning thread a processor, 99 % came within 4.1 ms. Later than this, more was
     * wrong than an engine at work.
     */
    static final long LATE_NANOS = 10_000_000;

    /** Multiples of it, without their whole part, fill a step more evenly than random numbers would. */
    private static final double GOLDEN_RATIO = 0.6180339887498949;

    private final NanoClock clock;
    private final LedgerDraft draft;
    private final LagHistogram lags = new LagHistogram();
    private long originNanos;
    private long next = 1;
    private long late;

    TimerLag(NanoClock clock, LedgerDraft draft) {
        this.clock = clock;
        this.draft = draft;
    }

    void begin(long nowNanos) {
        originNanos = nowNanos;
    }

    /** Sleeps until the next planned moment; returns the time afterwards. */
    long step() {
        long due = due(next);
        long now = clock.nanoTime();
        while (now - due < 0) {
            clock.parkNanos(due - now);
            // Nobody has a reason to interrupt this thread; left set, the flag would make every park return at once.
            Thread.interrupted();
            now = clock.nanoTime();
        }
        if (now - due >= LATE_NANOS) {
            draft.event(Disturbance.TIMER_LAG, due, now - due, "");
        }
        for (; now - due >= 0; due = due(next)) {
            lags.record(now - due);
            late += now - due >= LATE_NANOS ? 1 : 0;
            next++;
        }
        return now;
    }

    /** Leaves out the moments that passed while this thread had other work. */
    void skipTo(long nowNanos) {
        while (due(next) - nowNanos < 0) {
            next++;
        }
    }

    void end() {
        draft.total(LedgerTotal.TIMER_MOMENTS, lags.count());
        if (lags.count() > 0) {
            draft.total(LedgerTotal.TIMER_LATE_SHARE, 100.0 * late / lags.count());
            draft.total(LedgerTotal.TIMER_LAG_P99, lags.quantile(0.99));
            draft.total(LedgerTotal.TIMER_LAG_MAX, lags.max());
        }
    }

    private long due(long moment) {
        double place = moment * GOLDEN_RATIO % 1;
        return originNanos + moment * STEP_NANOS + (long) (place * STEP_NANOS);
    }
}
