package io.inferbench.api.report;

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
 */
public record SpeedOfLight(
        double floatingPointOperations,
        double bytes,
        double achievedFlopsPerSecond,
        double achievedBytesPerSecond,
        OptionalDouble computeFraction,
        OptionalDouble bandwidthFraction,
        String ceilingSource) {}
