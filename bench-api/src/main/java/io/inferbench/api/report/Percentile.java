package io.inferbench.api.report;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A percentile, or how many samples it would need.
 *
 * @param percent for instance 99 or 99.9
 * @param value in the metric's unit, the mean of the forks' own; absent if any fork has fewer samples than needed
 * @param samplesNeeded in each fork, by the order-statistic rule at 99 % confidence
 * @param interval where it could be computed
 */
public record Percentile(double percent, OptionalDouble value, int samplesNeeded, Optional<Interval> interval) {}
