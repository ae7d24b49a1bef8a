package io.inferbench.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.api.report.Interference;
import io.inferbench.core.clock.ManualClock;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerLagTest {

    private static final long MILLI = 1_000_000;
    private static final long START = 7_000;

    private final ManualClock clock = new ManualClock(START);
    private final LedgerDraft draft = new LedgerDraft(START);
    private final TimerLag lag = new TimerLag(clock, draft);

    @Test
    void punctualWakeUpsAreNeverLate() {
        lag.begin(clock.nanoTime());
        for (int i = 0; i < 500; i++) {
            clock.oversleep(60_000);
            lag.step();
        }
        Interference ledger = end();

        assertThat(clock.nanoTime() - START).isBetween(500 * TimerLag.STEP_NANOS, 502 * TimerLag.STEP_NANOS);
        assertThat(LedgerTotal.TIMER_MOMENTS.in(ledger)).hasValue(500);
        assertThat(LedgerTotal.TIMER_LATE_SHARE.in(ledger)).hasValue(0);
        assertThat(LedgerTotal.TIMER_LAG_P99.in(ledger).orElseThrow()).isBetween(60_000.0, 64_200.0);
        assertThat(LedgerTotal.TIMER_LAG_MAX.in(ledger)).hasValue(60_000);
        assertThat(ledger.events()).isEmpty();
    }

    @Test
    void aFreezeIsOneEventAndEveryMomentInIt() {
        lag.begin(clock.nanoTime());
        clock.oversleep(0, 0, 1_000 * MILLI, 0, 0);
        for (int i = 0; i < 5; i++) {
            lag.step();
        }
        Interference ledger = end();

        // Five wake-ups, and the fifty moments that went by in that second; the last ones wait less than 10 ms.
        assertThat(LedgerTotal.TIMER_MOMENTS.in(ledger).orElseThrow()).isEqualTo(55, within(1.0));
        assertThat(LedgerTotal.TIMER_LATE_SHARE.in(ledger).orElseThrow()).isCloseTo(100 * 50 / 55.0, within(2.5));
        assertThat(LedgerTotal.TIMER_LAG_MAX.in(ledger)).hasValue(1_000 * MILLI);
        assertThat(ledger.events()).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo("timer-lag");
            assertThat(event.durationNanos()).isEqualTo(1_000 * MILLI);
            // The third moment, three steps and a part after the start.
            assertThat(event.startNanos()).isBetween(3 * TimerLag.STEP_NANOS, 4 * TimerLag.STEP_NANOS);
        });
    }

    /** Stalls of 15 ms at random times, a tenth of the time: the part of it in which 10 ms or more are left is a third. */
    @Test
    void theLateShareIsTheShareOfTime() {
        StallingClock stalling = new StallingClock(150 * MILLI, 15 * MILLI);
        TimerLag sleeper = new TimerLag(stalling, draft);
        sleeper.begin(stalling.nanoTime());
        for (int i = 0; i < 100_000; i++) {
            sleeper.step();
        }
        sleeper.end();
        Interference ledger = draft.toInterference();

        assertThat(LedgerTotal.TIMER_LATE_SHARE.in(ledger).orElseThrow()).isCloseTo(100 * 5 / 150.0, within(0.2));
    }

    /** Stalls at the pace of the sleeper itself could fall between its moments for ever, if those came at even times. */
    @Test
    void nothingPeriodicHidesBetweenTheMoments() {
        StallingClock stalling = new StallingClock(TimerLag.STEP_NANOS, 15 * MILLI);
        stalling.random = null;
        TimerLag sleeper = new TimerLag(stalling, draft);
        sleeper.begin(stalling.nanoTime());
        for (int i = 0; i < 20_000; i++) {
            sleeper.step();
        }
        sleeper.end();

        assertThat(LedgerTotal.TIMER_LATE_SHARE.in(draft.toInterference()).orElseThrow())
                .isCloseTo(25, within(0.5));
    }

    @Test
    void anEarlyWakeUpSleepsOn() {
        lag.begin(clock.nanoTime());
        clock.oversleep(-1, -1, 0);
        lag.step();
        lag.step();

        assertThat(LedgerTotal.TIMER_MOMENTS.in(end())).hasValue(2);
    }

    @Test
    void momentsThatPassDuringOtherWorkAreLeftOut() {
        lag.begin(clock.nanoTime());
        lag.step();
        clock.advance(1_000 * MILLI);
        lag.skipTo(clock.nanoTime());
        lag.step();
        Interference ledger = end();

        assertThat(LedgerTotal.TIMER_MOMENTS.in(ledger)).hasValue(2);
        assertThat(LedgerTotal.TIMER_LATE_SHARE.in(ledger)).hasValue(0);
    }

    @Test
    void withoutAMomentThereIsNoShare() {
        lag.begin(clock.nanoTime());

        assertThat(LedgerTotal.TIMER_LATE_SHARE.in(end())).isEmpty();
    }

    private Interference end() {
        lag.end();
        return draft.toInterference();
    }

    /** Time in which, once in each cycle, nothing wakes for a while. */
    private static final class StallingClock implements io.inferbench.core.clock.NanoClock {

        private final long cycleNanos;
        private final long stallNanos;
        private Random random = new Random(1);
        private long now;
        private long stallStart;

        StallingClock(long cycleNanos, long stallNanos) {
            this.cycleNanos = cycleNanos;
            this.stallNanos = stallNanos;
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void parkNanos(long nanos) {
            now += nanos;
            while (stallStart + stallNanos <= now) {
                long cycle = (stallStart / cycleNanos + 1) * cycleNanos;
                stallStart = cycle + (random == null ? 0 : (long) (random.nextDouble() * (cycleNanos - stallNanos)));
            }
            if (now >= stallStart) {
                now = stallStart + stallNanos;
            }
        }
    }
}
