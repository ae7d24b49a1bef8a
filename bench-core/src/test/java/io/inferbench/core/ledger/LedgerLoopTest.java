package io.inferbench.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Interference;
import io.inferbench.core.clock.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LedgerLoopTest {

    private static final LedgerCost COST = new LedgerCost(OptionalLong.of(12));

    private final ManualClock clock = new ManualClock(5_000);
    private final List<String> calls = new ArrayList<>();

    @Test
    void beginsInOrderSamplesOnceASecondAndEndsInTheOppositeOrder() {
        LedgerLoop loop = loop(new Noting("a"), new Noting("b"));
        loop.begin();
        clock.advance(0);
        for (int i = 0; i < 125; i++) {
            loop.step();
        }
        Interference ledger = loop.end(COST);

        assertThat(calls)
                .containsExactly(
                        "a begins",
                        "b begins",
                        "a reads",
                        "b reads",
                        "a reads",
                        "b reads",
                        "a reads",
                        "b reads",
                        "b ends",
                        "a ends");
        assertThat(LedgerTotal.OBSERVED_TIME.in(ledger)).hasValue(clock.nanoTime() - 5_000);
        assertThat(LedgerTotal.RECORDER_CPU_TIME.in(ledger)).hasValue(12);
        assertThat(LedgerTotal.TIMER_MOMENTS.in(ledger)).hasValue(125);
    }

    @Test
    void aFailingSourceIsSilencedAndNamed() {
        Noting failing = new Noting("broken") {
            @Override
            public void sample(LedgerDraft draft, long nowNanos) {
                throw new IllegalStateException("no more");
            }
        };
        LedgerLoop loop = loop(failing, new Noting("sound"));
        loop.begin();
        loop.step();
        Interference ledger = loop.end(COST);

        assertThat(calls).containsExactly("broken begins", "sound begins", "sound reads", "sound ends");
        assertThat(ledger.unavailable()).containsExactly("broken: failed: java.lang.IllegalStateException: no more");
    }

    @Test
    void aSecondBeginForgetsAllButWhoWasSilenced() {
        LedgerLoop loop = loop(new Noting("broken") {
            @Override
            public void sample(LedgerDraft draft, long nowNanos) {
                draft.event(Disturbance.GC_PAUSE, nowNanos, 1, "");
                throw new IllegalStateException("no more");
            }
        });
        loop.begin();
        loop.step();
        loop.begin();
        Interference ledger = loop.end(COST);

        assertThat(ledger.events()).isEmpty();
        assertThat(LedgerTotal.TIMER_MOMENTS.in(ledger)).hasValue(0);
        assertThat(ledger.unavailable()).containsExactly("broken: failed: java.lang.IllegalStateException: no more");
    }

    @Test
    void aCostThatIsNotToldIsSaid() {
        LedgerLoop loop = loop();
        loop.begin();

        assertThat(loop.end(new LedgerCost(OptionalLong.empty())).unavailable())
                .containsExactly("the ledger's own cost: this JVM does not tell a thread's processor time");
    }

    /** Reading the host takes time; what the sleeper misses meanwhile is not the machine's fault. */
    @Test
    void itsOwnWorkIsNoLag() {
        LedgerLoop loop = loop(new Noting("slow") {
            @Override
            public void sample(LedgerDraft draft, long nowNanos) {
                clock.advance(300_000_000);
            }
        });
        loop.begin();
        for (int i = 0; i < 200; i++) {
            loop.step();
        }

        assertThat(LedgerTotal.TIMER_LATE_SHARE.in(loop.end(COST))).hasValue(0);
    }

    private LedgerLoop loop(LedgerSource... sources) {
        return new LedgerLoop(clock, 0, List.of(sources));
    }

    private class Noting implements LedgerSource {

        private final String name;

        Noting(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void begin(LedgerDraft draft) {
            calls.add(name + " begins");
        }

        @Override
        public void sample(LedgerDraft draft, long nowNanos) {
            calls.add(name + " reads");
        }

        @Override
        public void end(LedgerDraft draft, Span span) {
            calls.add(name + " ends");
        }
    }
}
