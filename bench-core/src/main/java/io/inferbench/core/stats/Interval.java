package io.inferbench.core.stats;

import java.util.OptionalDouble;

/**
 * A two-sided confidence interval around an estimate, both in the unit of the series.
 *
 * <p>The bounds come from resampling, so in small or skewed samples the estimate need not be in the middle.
 *
 * @param estimate the figure itself
 * @param lower the lower bound
 * @param upper the upper bound, not below the lower one
 * @param confidence the nominal coverage, such as 0.95
 */
public record Interval(double estimate, double lower, double upper, double confidence) {
    /** Refuses bounds in the wrong order and a confidence that is no probability. */
    public Interval {
        FiniteValues.requireProbability(confidence);
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("Lower bound " + lower + " is above upper bound " + upper);
        }
    }

    /**
     * Returns the distance between the bounds.
     *
     * @return zero or above
     */
    public double width() {
        return upper - lower;
    }

    /**
     * Returns half the width as a fraction of the estimate.
     *
     * @return empty for an estimate of zero
     */
    public OptionalDouble relativeHalfWidth() {
        return estimate == 0 ? OptionalDouble.empty() : OptionalDouble.of(width() / 2 / Math.abs(estimate));
    }

    /**
     * Returns whether a value lies inside, bounds included.
     *
     * @param value the value asked about
     * @return whether the interval covers it
     */
    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }
}
