package io.inferbench.core.stats;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Decides between two windows whether a statistic of the samples so far is known well enough to stop.
 *
 * <p>A quantile's interval is the distribution-free one of order statistics, its ranks spread by the dependence of the
 * samples; a mean's is the usual one from blocks. Both use the variance that a block bootstrap would find, computed
 * exactly instead of by resampling, and Student's t with the number of blocks. One look costs a sort.
 *
 * <p>Requests that come round and round are a pattern, not a dependence: a series of them is taken by whole cycles, or its
 * blocks would grow to the largest allowed, and too few would be left for any interval.
 *
 * <p>Looks are rationed: a new one needs a tenth more samples than the last. So all looks together cost a constant number
 * of sorts of the whole, and stopping at a lucky look (optional stopping makes intervals too narrow) has few chances.
 * The interval that is reported comes from {@link TwoLevelBootstrap} afterwards.
 *
 * <p>One monitor a fork; not thread-safe.
 */
public final class PrecisionMonitor {
    /** How much a series must grow between two looks. */
    static final double GROWTH = 1.1;

    /** Fewer blocks than this say too little about their own variance. */
    static final int FEWEST_BLOCKS = 10;

    private final OptionalDouble probability;
    private final double target;
    private final double confidence;
    private final int cycle;
    private int nextLook = 1;
    private PrecisionAnswer last = new PrecisionAnswer(false, OptionalDouble.empty(), 0);

    private PrecisionMonitor(OptionalDouble probability, double target, double confidence, int cycle) {
        this.probability = probability;
        this.cycle = cycle;
        this.confidence = FiniteValues.requireProbability(confidence);
        this.target = target;
        if (!(target > 0)) {
            throw new IllegalArgumentException("A relative half-width above 0 is needed, not " + target);
        }
    }

    /**
     * Returns a monitor of one quantile.
     *
     * @param probability strictly between 0 and 1; 0.5 for the median
     * @param relativeHalfWidth the target, such as 0.01 for ±1 %
     * @param confidence the nominal coverage, such as 0.95
     * @return the monitor
     * @throws IllegalArgumentException if an argument is out of range
     */
    public static PrecisionMonitor ofQuantile(double probability, double relativeHalfWidth, double confidence) {
        FiniteValues.requireProbability(probability);
        return new PrecisionMonitor(OptionalDouble.of(probability), relativeHalfWidth, confidence, 1);
    }

    /**
     * Returns a monitor of the mean, and so of a closed loop's throughput.
     *
     * @param relativeHalfWidth the target, such as 0.01 for ±1 %
     * @param confidence the nominal coverage, such as 0.95
     * @return the monitor
     * @throws IllegalArgumentException if an argument is out of range
     */
    public static PrecisionMonitor ofMean(double relativeHalfWidth, double confidence) {
        return new PrecisionMonitor(OptionalDouble.empty(), relativeHalfWidth, confidence, 1);
    }

    /**
     * Returns a monitor of a series in which every so many samples the same requests come again.
     *
     * @param requests at least 1; 1 for a series without a cycle
     * @return the monitor, without memory of looks
     */
    public PrecisionMonitor inCyclesOf(int requests) {
        if (requests < 1) {
            throw new IllegalArgumentException("A cycle has at least one request, not " + requests);
        }
        return new PrecisionMonitor(probability, target, confidence, requests);
    }

    /**
     * Looks at the samples so far if there are enough new ones, else repeats the last answer.
     *
     * @param samples holds the samples in the order of time; never kept, never changed
     * @param count how many of the array's first values count
     * @return how well the statistic is known
     * @throws IllegalArgumentException if a value is not finite
     */
    public PrecisionAnswer look(double[] samples, int count) {
        if (count < nextLook) {
            return last;
        }
        nextLook = (int) Math.ceil(count * GROWTH);
        double[] series = FiniteValues.require(Arrays.copyOf(samples, count));
        OptionalDouble halfWidth =
                probability.isPresent() ? quantileHalfWidth(series, probability.getAsDouble()) : meanHalfWidth(series);
        boolean precise = halfWidth.isPresent() && halfWidth.getAsDouble() <= target;
        last = new PrecisionAnswer(precise, halfWidth, count);
        return last;
    }

    private OptionalDouble quantileHalfWidth(double[] series, double probability) {
        SortedSample sample = SortedSample.of(series);
        double quantile = sample.quantile(probability);
        int size = series.length;
        double[] exceedances = Dependence.exceedances(series, quantile);
        int blockLength = blockLength(exceedances);
        if (size / blockLength < FEWEST_BLOCKS || quantile == 0) {
            return OptionalDouble.empty();
        }
        double blockVariance = CircularBlocks.sumVariance(exceedances, blockLength);
        double binomialVariance = size * probability * (1 - probability);
        // Ties can leave fewer values above the quantile than its definition says; the binomial is then the honest
        // floor.
        double reach = studentFactor(size / blockLength) * Math.sqrt(Math.max(blockVariance, binomialVariance));
        int lower = (int) Math.floor(size * probability - reach);
        int upper = (int) Math.ceil(size * probability + reach) + 1;
        if (lower < 1 || upper > size) {
            return OptionalDouble.empty();
        }
        double width = sample.orderStatistic(upper) - sample.orderStatistic(lower);
        return OptionalDouble.of(width / 2 / Math.abs(quantile));
    }

    private OptionalDouble meanHalfWidth(double[] series) {
        double mean = ArithmeticMean.of(series);
        int size = series.length;
        int blockLength = blockLength(series);
        if (size / blockLength < FEWEST_BLOCKS || mean == 0) {
            return OptionalDouble.empty();
        }
        double standardError = Math.sqrt(CircularBlocks.sumVariance(series, blockLength)) / size;
        return OptionalDouble.of(studentFactor(size / blockLength) * standardError / Math.abs(mean));
    }

    /** In whole cycles, if there are enough of them. */
    private int blockLength(double[] series) {
        int cycles = series.length / cycle;
        if (cycle == 1 || cycles < FEWEST_BLOCKS) {
            return Dependence.of(series).blockLength();
        }
        double[] sums = new double[cycles];
        for (int i = 0; i < cycles * cycle; i++) {
            sums[i / cycle] += series[i];
        }
        return cycle * Dependence.of(sums).blockLength();
    }

    private double studentFactor(int blocks) {
        return new StudentT(blocks - 1).quantile(1 - (1 - confidence) / 2);
    }
}
