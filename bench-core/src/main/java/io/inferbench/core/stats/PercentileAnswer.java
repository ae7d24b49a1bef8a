package io.inferbench.core.stats;

import java.util.Optional;

/** A percentile, or how many samples it would have taken. */
public sealed interface PercentileAnswer {
    /**
     * Returns the percentile if there is one to show.
     *
     * @return empty if the sample is too small
     */
    default Optional<Present> present() {
        return this instanceof Present present ? Optional.of(present) : Optional.empty();
    }

    /**
     * A percentile that the sample supports.
     *
     * @param probability which one: 0.99 for the 99th
     * @param value the type 7 quantile of the sample
     * @param upperBound the order statistic that the true quantile stays below, at the rule's confidence
     */
    record Present(double probability, double value, double upperBound) implements PercentileAnswer {}

    /**
     * A percentile that would be a guess.
     *
     * @param probability which one: 0.99 for the 99th
     * @param samples how many values there are
     * @param neededSamples how many it takes
     */
    record Absent(double probability, long samples, long neededSamples) implements PercentileAnswer {}
}
