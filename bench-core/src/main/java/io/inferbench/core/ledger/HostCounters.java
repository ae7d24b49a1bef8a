package io.inferbench.core.ledger;

import io.inferbench.core.host.HostReadings;
import java.util.OptionalLong;

/** The machine's counters that need no more than a look before and after, and the clock of the fastest core. */
final class HostCounters implements LedgerSource {

    private final HostReadings readings;
    private OptionalLong majorFaults = OptionalLong.empty();
    private OptionalLong swappedPages = OptionalLong.empty();
    private OptionalLong throttledNanos = OptionalLong.empty();
    private OptionalLong thermalThrottles = OptionalLong.empty();
    private long slowestClock;
    private long fastestClock;

    HostCounters(HostReadings readings) {
        this.readings = readings;
    }

    @Override
    public String name() {
        return "host counters";
    }

    @Override
    public void begin(LedgerDraft draft) {
        majorFaults = readings.majorFaults();
        swappedPages = readings.swappedPages();
        throttledNanos = readings.quotaThrottledNanos();
        thermalThrottles = readings.thermalThrottles();
        slowestClock = Long.MAX_VALUE;
        fastestClock = Long.MIN_VALUE;
    }

    /** Clocks are read in between only: before the first call and after the last a core may be resting. */
    @Override
    public void sample(LedgerDraft draft, long nowNanos) {
        readings.fastestCoreKilohertz().ifPresent(kilohertz -> {
            slowestClock = Math.min(slowestClock, kilohertz);
            fastestClock = Math.max(fastestClock, kilohertz);
        });
        readings.peakResidentBytes();
    }

    @Override
    public void end(LedgerDraft draft, Span span) {
        draft.difference(LedgerTotal.MAJOR_FAULTS, majorFaults, readings.majorFaults(), "major page faults");
        draft.difference(LedgerTotal.SWAPPED_PAGES, swappedPages, readings.swappedPages(), "swap");
        draft.difference(
                LedgerTotal.QUOTA_THROTTLED_TIME, throttledNanos, readings.quotaThrottledNanos(), "processor quota");
        draft.difference(
                LedgerTotal.THERMAL_THROTTLES, thermalThrottles, readings.thermalThrottles(), "thermal throttling");
        OptionalLong peak = readings.peakResidentBytes();
        if (peak.isPresent()) {
            draft.total(LedgerTotal.PEAK_RESIDENT, peak.getAsLong());
        } else {
            draft.unavailable("resident memory", "not told on this machine");
        }
        if (fastestClock >= slowestClock) {
            draft.total(LedgerTotal.SLOWEST_CLOCK, slowestClock);
            draft.total(LedgerTotal.FASTEST_CLOCK, fastestClock);
        } else {
            draft.unavailable("processor clock", "not told on this machine, or the time was shorter than one reading");
        }
    }
}
