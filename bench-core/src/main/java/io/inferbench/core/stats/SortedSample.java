package io.inferbench.core.stats;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * One non-empty sample, sorted once, and the figures that describe it.
 *
 * <p>Quantiles are Hyndman and Fan's type 7 (linear between the two nearest order statistics, the default of NumPy, R
 * and Excel): for display, and the same at every size. Whether a quantile may be shown at all is
 * {@link PercentileRule}'s question.
 *
 * <p>Immutable. Building costs one copy and one sort; a quantile then costs nothing.
 */
public final class SortedSample {
    private final double[] sorted;
    private final double mean;

    private SortedSample(double[] sorted) {
        this.sorted = sorted;
        this.mean = ArithmeticMean.of(sorted);
    }

    /**
     * Sorts a copy of the values.
     *
     * @param values finite, at least one
     * @return the sample
     * @throws IllegalArgumentException if there is no value, or one is NaN or infinite
     */
    public static SortedSample of(double[] values) {
        double[] copy = FiniteValues.require(values).clone();
        Arrays.sort(copy);
        return new SortedSample(copy);
    }

    /**
     * Sorts a copy of integral values, such as nanoseconds.
     *
     * @param values at least one, of magnitude below 2<sup>53</sup>
     * @return the sample
     * @throws IllegalArgumentException if there is no value
     */
    public static SortedSample of(long[] values) {
        double[] copy = new double[values.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values[i];
        }
        FiniteValues.require(copy);
        Arrays.sort(copy);
        return new SortedSample(copy);
    }

    /**
     * Returns the number of values.
     *
     * @return at least 1
     */
    public int size() {
        return sorted.length;
    }

    /**
     * Returns the smallest value.
     *
     * @return the minimum
     */
    public double min() {
        return sorted[0];
    }

    /**
     * Returns the largest value.
     *
     * @return the maximum
     */
    public double max() {
        return sorted[sorted.length - 1];
    }

    /**
     * Returns the arithmetic mean.
     *
     * @return the mean
     */
    public double mean() {
        return mean;
    }

    /**
     * Returns the value that half of the sample does not exceed.
     *
     * @return the quantile at 0.5
     */
    public double median() {
        return quantile(0.5);
    }

    /**
     * Returns the type 7 quantile.
     *
     * @param probability from 0 to 1, both included; 0.99 for the 99th percentile
     * @return the quantile
     * @throws IllegalArgumentException if the probability lies outside 0 to 1
     */
    public double quantile(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("A quantile is asked for by 0 to 1, not " + probability);
        }
        double position = (sorted.length - 1) * probability;
        int lower = (int) position;
        int upper = Math.min(lower + 1, sorted.length - 1);
        return sorted[lower] + (position - lower) * (sorted[upper] - sorted[lower]);
    }

    /**
     * Returns the value of one rank.
     *
     * @param rank from 1, the smallest, to {@link #size()}
     * @return the order statistic
     * @throws IndexOutOfBoundsException if there is no such rank
     */
    public double orderStatistic(int rank) {
        return sorted[rank - 1];
    }

    /**
     * Returns the median of the distances from the median, without a scale factor.
     *
     * @return the median absolute deviation; multiply by 1.4826 to compare with a normal standard deviation
     */
    public double medianAbsoluteDeviation() {
        double median = median();
        double[] distances = new double[sorted.length];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = Math.abs(sorted[i] - median);
        }
        Arrays.sort(distances);
        return new SortedSample(distances).median();
    }

    /**
     * Returns the sample standard deviation, with n − 1 in the denominator.
     *
     * @return empty for a single value
     */
    public OptionalDouble standardDeviation() {
        if (sorted.length < 2) {
            return OptionalDouble.empty();
        }
        double squares = 0;
        for (double value : sorted) {
            squares += (value - mean) * (value - mean);
        }
        return OptionalDouble.of(Math.sqrt(squares / (sorted.length - 1)));
    }

    /**
     * Returns the standard deviation as a fraction of the mean.
     *
     * @return empty for a single value and for a mean of zero
     */
    public OptionalDouble coefficientOfVariation() {
        OptionalDouble deviation = standardDeviation();
        return deviation.isEmpty() || mean == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(deviation.getAsDouble() / Math.abs(mean));
    }

    double[] values() {
        return sorted;
    }
}
