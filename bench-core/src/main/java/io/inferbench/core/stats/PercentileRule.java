package io.inferbench.core.stats;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Decides whether a sample is large enough to show a percentile.
 *
 * <p>The rule of MLPerf LoadGen's early stopping: with n values, X of them above the true quantile at p, X is binomial
 * (n, 1 − p). After discarding the t largest, the largest value left is an upper bound of the quantile with confidence
 * c if P(X ≤ t) ≤ 1 − c. The rule asks for the smallest such n. With c = 0.99 and t = 1 that is 64 for p90, 130 for
 * p95, 662 for p99 and 6 636 for p99.9.
 *
 * <p>Values are taken as independent. Look at {@link Dependence#effectiveSize()} when they are not.
 */
public final class PercentileRule {
    /** The confidence of {@link #standard()}. */
    public static final double STANDARD_CONFIDENCE = 0.99;

    /** How many of the largest values {@link #standard()} lets go: with none, one outlier would be the bound. */
    public static final int STANDARD_DISCARDED = 1;

    private final double confidence;
    private final int discarded;

    private PercentileRule(double confidence, int discarded) {
        this.confidence = FiniteValues.requireProbability(confidence);
        if (discarded < 0) {
            throw new IllegalArgumentException("A count of discarded values is needed, not " + discarded);
        }
        this.discarded = discarded;
    }

    /**
     * Returns the rule used in reports: 99 % confidence, one value discarded.
     *
     * @return the rule
     */
    public static PercentileRule standard() {
        return new PercentileRule(STANDARD_CONFIDENCE, STANDARD_DISCARDED);
    }

    /**
     * Returns another rule.
     *
     * @param confidence strictly between 0 and 1
     * @param discarded how many of the largest values do not count, from 0
     * @return the rule
     * @throws IllegalArgumentException if either is out of range
     */
    public static PercentileRule of(double confidence, int discarded) {
        return new PercentileRule(confidence, discarded);
    }

    /**
     * Returns how many values a percentile takes.
     *
     * @param probability strictly between 0 and 1; 0.99 for the 99th percentile
     * @return the smallest sufficient number
     */
    public long neededSamples(double probability) {
        return new BinomialTail(upperHalf(probability)).smallestSize(discarded, 1 - confidence);
    }

    /**
     * Returns the percentile with its upper bound, or the number of values it takes.
     *
     * @param sample the values
     * @param probability strictly between 0 and 1; 0.99 for the 99th percentile
     * @return present or absent
     */
    public PercentileAnswer answer(SortedSample sample, double probability) {
        long needed = neededSamples(probability);
        OptionalDouble bound = sample.size() < needed ? OptionalDouble.empty() : upperBound(sample, probability);
        return bound.isPresent()
                ? new PercentileAnswer.Present(probability, sample.quantile(probability), bound.getAsDouble())
                : new PercentileAnswer.Absent(probability, sample.size(), needed);
    }

    /**
     * Returns the smallest order statistic that the true quantile stays below, at this rule's confidence.
     *
     * <p>Discards as many of the largest values as the confidence allows, whatever the rule's own number.
     *
     * @param sample the values
     * @param probability strictly between 0 and 1
     * @return empty if even the maximum is no bound
     */
    public OptionalDouble upperBound(SortedSample sample, double probability) {
        OptionalInt mostDiscarded = new BinomialTail(probability).mostDiscarded(sample.size(), 1 - confidence);
        return mostDiscarded.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(sample.orderStatistic(sample.size() - mostDiscarded.getAsInt()));
    }

    /** Below the median the lower tail is the scarce one, and the rule is its mirror image. */
    private static double upperHalf(double probability) {
        return Math.max(FiniteValues.requireProbability(probability), 1 - probability);
    }
}
