package io.inferbench.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.api.report.Interference;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HostLoadTest {

    private static final long SECOND = 1_000_000_000;

    private final FakeReadings machine = new FakeReadings();
    private final LedgerDraft draft = new LedgerDraft(0);
    private final HostLoad load = new HostLoad(machine);

    @Test
    void tellsWhoUsedTheProcessors() {
        load.begin(draft);
        machine.pass(10 * SECOND, 2, 0.4, 0.1);
        Interference ledger = end(10 * SECOND);

        assertThat(LedgerTotal.OWN_CPU_SHARE.in(ledger)).hasValueCloseTo(50.0, within(1e-6));
        assertThat(LedgerTotal.OTHER_CPU_SHARE.in(ledger)).hasValueCloseTo(10.0, within(1e-6));
        assertThat(LedgerTotal.CPU_STEAL_SHARE.in(ledger)).hasValueCloseTo(2.5, within(1e-6));
        assertThat(ledger.unavailable()).isEmpty();
    }

    @Test
    void aCrowdedSecondIsAnEvent() {
        load.begin(draft);
        load.sample(draft, SECOND);
        machine.pass(SECOND, 1, 0.39, 0);
        load.sample(draft, 2 * SECOND);
        machine.pass(SECOND, 1, 2, 0.2);
        load.sample(draft, 3 * SECOND);
        machine.pass(SECOND, 1, 0, 0);
        load.sample(draft, 4 * SECOND);

        assertThat(end(4 * SECOND).events())
                .containsExactlyInAnyOrder(
                        new Interference.Event("other-cpu", 2 * SECOND, SECOND, "2.00 of 4 processors"),
                        new Interference.Event("cpu-steal", 2 * SECOND, SECOND, "0.20 of 4 processors"));
    }

    /** Ticks are hundredths of a second: over a moment, the process can seem to have used more than there was. */
    @Test
    void othersNeverUseLessThanNothing() {
        load.begin(draft);
        machine.pass(SECOND, 2, -0.1, 0);

        assertThat(LedgerTotal.OTHER_CPU_SHARE.in(end(SECOND))).hasValue(0);
    }

    @Test
    void noTimeGivesNoShares() {
        load.begin(draft);

        assertThat(LedgerTotal.OTHER_CPU_SHARE.in(end(0))).hasValue(0);
    }

    @Test
    void stealThatIsNotToldIsAbsentAndSaidSo() {
        machine.stealTold = OptionalDouble.empty();
        load.begin(draft);
        machine.pass(SECOND, 1, 0, 0);
        Interference ledger = end(SECOND);

        assertThat(LedgerTotal.CPU_STEAL_SHARE.in(ledger)).isEmpty();
        assertThat(LedgerTotal.OWN_CPU_SHARE.in(ledger)).isPresent();
        assertThat(ledger.unavailable()).containsExactly("processor steal: not told on this machine");
    }

    @Test
    void aMachineThatTellsNothingIsSaidOnce() {
        HostLoad silent = new HostLoad(FakeReadings.ofASilentMachine());
        silent.begin(draft);
        silent.sample(draft, SECOND);
        silent.sample(draft, 2 * SECOND);
        silent.end(draft, new LedgerSource.Span(0, 3 * SECOND));
        Interference ledger = draft.toInterference();

        assertThat(ledger.totals()).isEmpty();
        assertThat(ledger.events()).isEmpty();
        assertThat(ledger.unavailable()).containsExactly("processor load: not told on this machine");
    }

    private Interference end(long nanos) {
        load.end(draft, new LedgerSource.Span(0, nanos));
        return draft.toInterference();
    }
}
