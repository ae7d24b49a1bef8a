package io.inferbench.core.stats;

import java.util.Arrays;

/**
 * Resamples a ratio of sums by circular blocks: a rate (amounts over durations), or a mean (values over ones).
 *
 * <p>Prefix sums make a block cost the same whatever its length.
 */
final class RatioResampler implements ForkResampler {
    private final double[] amountBefore;
    private final double[] weightBefore;
    private final int size;
    private final int blockLength;
    private final double estimate;

    private RatioResampler(double[] amounts, double[] weights) {
        this.size = amounts.length;
        this.amountBefore = prefixSums(amounts);
        this.weightBefore = prefixSums(weights);
        this.estimate = amountBefore[size] / weightBefore[size];
        double[] residuals = new double[size];
        for (int i = 0; i < size; i++) {
            residuals[i] = amounts[i] - estimate * weights[i];
        }
        this.blockLength = ForkResampler.blockLength(Dependence.of(residuals), size);
    }

    static RatioResampler mean(double[] values) {
        double[] ones = new double[FiniteValues.require(values).length];
        Arrays.fill(ones, 1);
        return new RatioResampler(values, ones);
    }

    static RatioResampler rate(RateSeries series) {
        return new RatioResampler(series.amounts(), series.durations());
    }

    @Override
    public double estimate() {
        return estimate;
    }

    @Override
    public double resample(SplitMix64 random) {
        double amount = 0;
        double weight = 0;
        for (int left = size; left > 0; left -= blockLength) {
            int start = random.nextInt(size);
            int end = start + Math.min(blockLength, left);
            amount += between(amountBefore, start, end);
            weight += between(weightBefore, start, end);
        }
        return amount / weight;
    }

    private double between(double[] before, int start, int end) {
        return end <= size ? before[end] - before[start] : before[size] - before[start] + before[end - size];
    }

    private static double[] prefixSums(double[] values) {
        double[] before = new double[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            before[i + 1] = before[i] + values[i];
        }
        return before;
    }
}
