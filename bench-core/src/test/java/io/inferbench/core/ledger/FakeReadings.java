package io.inferbench.core.ledger;

import io.inferbench.core.host.CpuTimes;
import io.inferbench.core.host.HostReadings;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A machine of four processors that tells what a test lets happen on it. */
final class FakeReadings implements HostReadings {

    private static final int PROCESSORS = 4;

    private double total;
    private double busy;
    private double stolen;
    private long ownNanos;
    private boolean tellsNothing;
    OptionalDouble stealTold = OptionalDouble.of(1);
    OptionalLong peakResidentBytes = OptionalLong.of(1 << 20);
    OptionalLong majorFaults = OptionalLong.of(100);
    OptionalLong swappedPages = OptionalLong.of(100);
    OptionalLong quotaThrottledNanos = OptionalLong.of(100);
    OptionalLong fastestCoreKilohertz = OptionalLong.of(3_000_000);
    OptionalLong thermalThrottles = OptionalLong.of(100);

    static FakeReadings ofASilentMachine() {
        FakeReadings readings = new FakeReadings();
        readings.tellsNothing = true;
        readings.peakResidentBytes = OptionalLong.empty();
        readings.majorFaults = OptionalLong.empty();
        readings.swappedPages = OptionalLong.empty();
        readings.quotaThrottledNanos = OptionalLong.empty();
        readings.fastestCoreKilohertz = OptionalLong.empty();
        readings.thermalThrottles = OptionalLong.empty();
        return readings;
    }

    /** Lets time pass in which this process, others and the hypervisor each used some processors. */
    void pass(long nanos, double own, double others, double away) {
        total += (double) nanos * PROCESSORS;
        busy += nanos * (own + others);
        stolen += nanos * away;
        ownNanos += Math.round(nanos * own);
    }

    @Override
    public Optional<CpuTimes> cpuTimes() {
        OptionalDouble told = stealTold.isPresent() ? OptionalDouble.of(stolen) : OptionalDouble.empty();
        return tellsNothing ? Optional.empty() : Optional.of(new CpuTimes(total, busy, told, PROCESSORS));
    }

    @Override
    public OptionalLong processCpuNanos() {
        return OptionalLong.of(ownNanos);
    }

    @Override
    public OptionalLong peakResidentBytes() {
        return peakResidentBytes;
    }

    @Override
    public OptionalLong majorFaults() {
        return majorFaults;
    }

    @Override
    public OptionalLong swappedPages() {
        return swappedPages;
    }

    @Override
    public OptionalLong quotaThrottledNanos() {
        return quotaThrottledNanos;
    }

    @Override
    public OptionalLong fastestCoreKilohertz() {
        return fastestCoreKilohertz;
    }

    @Override
    public OptionalLong thermalThrottles() {
        return thermalThrottles;
    }
}
