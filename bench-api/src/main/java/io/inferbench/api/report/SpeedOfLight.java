package io.inferbench.api.report;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a result is from the device's limit.
 *
 * @param floatingPointOperations least work of one call
 * @param bytes least traffic of one call
 * @param achievedFlopsPerSecond work over the median latency
 * @param achievedBytesPerSecond traffic over the median latency
 * @param computeFraction of the device's ceiling, where one is known
 * @param bandwidthFraction of the device's ceiling, where one is known
 * @param ceilingSource where the ceilings come from; empty if none is known
 * @param bound which ceiling a perfect engine would meet first, where both are known
 * @param prefill the same for the pass over the prompt alone, where tokens are generated
 * @param decode the same for the mean step after it, reading the cache included, where tokens are generated
 */
public record SpeedOfLight(
        double floatingPointOperations,
        double bytes,
        double achievedFlopsPerSecond,
        double achievedBytesPerSecond,
        OptionalDouble computeFraction,
        OptionalDouble bandwidthFraction,
        String ceilingSource,
        Optional<Bound> bound,
        Optional<SpeedOfLight> prefill,
        Optional<SpeedOfLight> decode) {

    /** Ceilings of a device. */
    public enum Bound {
        /** Floating-point operations per second. */
        COMPUTE,
        /** Bytes per second between the device and its memory. */
        BANDWIDTH
    }

    /** Takes one pass; the ceiling it is nearer to binds. */
    public SpeedOfLight(
            double floatingPointOperations,
            double bytes,
            double achievedFlopsPerSecond,
            double achievedBytesPerSecond,
            OptionalDouble computeFraction,
            OptionalDouble bandwidthFraction,
            String ceilingSource) {
        this(
                floatingPointOperations,
                bytes,
                achievedFlopsPerSecond,
                achievedBytesPerSecond,
                computeFraction,
                bandwidthFraction,
                ceilingSource,
                bound(computeFraction, bandwidthFraction),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<Bound> bound(OptionalDouble compute, OptionalDouble bandwidth) {
        if (compute.isEmpty() || bandwidth.isEmpty()) {
            return Optional.empty();
        }
        // Both fractions have the same time below them, so the larger one is the longer ideal time.
        return Optional.of(compute.getAsDouble() >= bandwidth.getAsDouble() ? Bound.COMPUTE : Bound.BANDWIDTH);
    }

    /** Returns the same with the passes of a generation beside it. */
    public SpeedOfLight withPasses(Optional<SpeedOfLight> promptPass, Optional<SpeedOfLight> meanStep) {
        return new SpeedOfLight(
                floatingPointOperations,
                bytes,
                achievedFlopsPerSecond,
                achievedBytesPerSecond,
                computeFraction,
                bandwidthFraction,
                ceilingSource,
                bound,
                promptPass,
                meanStep);
    }
}
