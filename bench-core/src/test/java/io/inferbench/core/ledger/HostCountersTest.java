package io.inferbench.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Interference;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HostCountersTest {

    private static final LedgerSource.Span SPAN = new LedgerSource.Span(0, 1_000_000_000);

    private final LedgerDraft draft = new LedgerDraft(0);

    @Test
    void countsOnlyWhatHappenedInBetween() {
        FakeReadings machine = new FakeReadings();
        HostCounters counters = new HostCounters(machine);
        counters.begin(draft);
        machine.majorFaults = OptionalLong.of(103);
        machine.swappedPages = OptionalLong.of(104);
        machine.quotaThrottledNanos = OptionalLong.of(105);
        machine.thermalThrottles = OptionalLong.of(106);
        machine.peakResidentBytes = OptionalLong.of(5 << 20);
        counters.end(draft, SPAN);
        Interference ledger = draft.toInterference();

        assertThat(LedgerTotal.MAJOR_FAULTS.in(ledger)).hasValue(3);
        assertThat(LedgerTotal.SWAPPED_PAGES.in(ledger)).hasValue(4);
        assertThat(LedgerTotal.QUOTA_THROTTLED_TIME.in(ledger)).hasValue(5);
        assertThat(LedgerTotal.THERMAL_THROTTLES.in(ledger)).hasValue(6);
        assertThat(LedgerTotal.PEAK_RESIDENT.in(ledger)).hasValue(5 << 20);
    }

    @Test
    void keepsTheRangeOfTheClock() {
        FakeReadings machine = new FakeReadings();
        HostCounters counters = new HostCounters(machine);
        machine.fastestCoreKilohertz = OptionalLong.of(1_000_000);
        counters.begin(draft);
        for (long kilohertz : new long[] {3_000_000, 3_500_000, 2_900_000}) {
            machine.fastestCoreKilohertz = OptionalLong.of(kilohertz);
            counters.sample(draft, 0);
        }
        machine.fastestCoreKilohertz = OptionalLong.of(1_000_000);
        counters.end(draft, SPAN);
        Interference ledger = draft.toInterference();

        assertThat(LedgerTotal.SLOWEST_CLOCK.in(ledger)).hasValue(2_900_000);
        assertThat(LedgerTotal.FASTEST_CLOCK.in(ledger)).hasValue(3_500_000);
    }

    @Test
    void whatIsNotToldIsAbsentAndSaidOnceEach() {
        HostCounters counters = new HostCounters(FakeReadings.ofASilentMachine());
        counters.begin(draft);
        counters.sample(draft, 0);
        counters.end(draft, SPAN);
        Interference ledger = draft.toInterference();

        assertThat(ledger.totals()).isEmpty();
        assertThat(ledger.unavailable())
                .containsExactly(
                        "major page faults: not told on this machine",
                        "swap: not told on this machine",
                        "processor quota: not told on this machine",
                        "thermal throttling: not told on this machine",
                        "resident memory: not told on this machine",
                        "processor clock: not told on this machine, or the time was shorter than one reading");
    }
}
