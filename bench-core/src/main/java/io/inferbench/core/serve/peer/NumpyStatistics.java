package io.inferbench.core.serve.peer;

import java.util.Arrays;

/**
 * Mean, population standard deviation and linearly interpolated percentiles, as NumPy computes them by default; 0 for no
 * value, as the tools write it ({@code np.mean(values or 0)}).
 */
public final class NumpyStatistics {

    private static final double PERCENT = 100;

    private final double[] sorted;

    private NumpyStatistics(double[] sorted) {
        this.sorted = sorted;
    }

    /** Takes values in any order; copies them. */
    public static NumpyStatistics of(double[] values) {
        double[] sorted = values.length == 0 ? new double[1] : values.clone();
        Arrays.sort(sorted);
        return new NumpyStatistics(sorted);
    }

    /** Returns the arithmetic mean. */
    public double mean() {
        return Arrays.stream(sorted).average().orElseThrow();
    }

    /** Returns the standard deviation of the population: over n and not n − 1. */
    public double std() {
        double mean = mean();
        return Math.sqrt(Arrays.stream(sorted)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }

    /** Returns the middle. */
    public double median() {
        return percentile(PERCENT / 2);
    }

    /** Returns the smallest. */
    public double min() {
        return sorted[0];
    }

    /** Returns the largest. */
    public double max() {
        return sorted[sorted.length - 1];
    }

    /** Returns a percentile, interpolated between its neighbours. */
    public double percentile(double percent) {
        double at = percent / PERCENT * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
