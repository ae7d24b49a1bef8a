package io.inferbench.core.stats;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Confidence intervals for a trial of one or more forks.
 *
 * <p>The estimate is the mean of the forks' own statistics: every fork is one draw of memory layout, JIT decisions and
 * thread placement, and counts once, however many values it gave. Two things make it uncertain:
 *
 * <ul>
 *   <li><b>within a fork</b>: circular block bootstrap (Politis and Romano 1992), block length from the series itself;
 *   <li><b>between forks</b>: Student's t on the forks' statistics, on the log scale if all are positive.
 * </ul>
 *
 * <p>The wider of the two spreads is the answer. Resampling the forks themselves, the textbook second level, cannot work
 * with few forks: three forks can never give an interval beyond their own minimum and maximum, which hold the truth in
 * 75 % of cases. Simulated with three forks that differ more than their noise, the textbook form covered 77 % at a
 * nominal 95 %, this form 95 %. The forks' spread already contains the noise within them, so the two are not added.
 *
 * <p>Immutable and thread-safe; the same seed gives the same bounds on every JVM.
 */
public final class TwoLevelBootstrap {
    /** Nominal coverage unless another is asked for. */
    public static final double DEFAULT_CONFIDENCE = 0.95;

    /** Resamples unless another number is asked for; a 95 % bound then varies by about 5 % of its distance. */
    public static final int DEFAULT_RESAMPLES = 1_000;

    private static final int FEWEST_RESAMPLES = 100;

    private final long seed;
    private final double confidence;
    private final int resamples;

    private TwoLevelBootstrap(long seed, double confidence, int resamples) {
        this.seed = seed;
        this.confidence = FiniteValues.requireProbability(confidence);
        this.resamples = resamples;
        if (resamples < FEWEST_RESAMPLES) {
            throw new IllegalArgumentException(
                    "At least " + FEWEST_RESAMPLES + " resamples are needed for a bound, not " + resamples);
        }
    }

    /**
     * Returns a bootstrap with the default confidence and number of resamples.
     *
     * @param seed where all draws come from
     * @return the bootstrap
     */
    public static TwoLevelBootstrap seeded(long seed) {
        return new TwoLevelBootstrap(seed, DEFAULT_CONFIDENCE, DEFAULT_RESAMPLES);
    }

    /**
     * Returns a copy with another nominal coverage.
     *
     * @param newConfidence strictly between 0 and 1
     * @return the copy
     * @throws IllegalArgumentException if out of range
     */
    public TwoLevelBootstrap withConfidence(double newConfidence) {
        return new TwoLevelBootstrap(seed, newConfidence, resamples);
    }

    /**
     * Returns a copy with another number of resamples.
     *
     * @param newResamples at least 100
     * @return the copy
     * @throws IllegalArgumentException if there are too few for a bound
     */
    public TwoLevelBootstrap withResamples(int newResamples) {
        return new TwoLevelBootstrap(seed, confidence, newResamples);
    }

    /**
     * Bootstraps the mean of the forks' medians.
     *
     * @param forks one series a fork, each in the order of time
     * @return the estimate with its replicates
     * @throws IllegalArgumentException if there is no fork, or a fork has no value or one that is not finite
     */
    public BootstrapEstimate median(List<double[]> forks) {
        return quantile(forks, 0.5);
    }

    /**
     * Bootstraps the mean of the forks' quantiles.
     *
     * @param forks one series a fork, each in the order of time
     * @param probability strictly between 0 and 1; 0.99 for the 99th percentile
     * @return the estimate with its replicates
     * @throws IllegalArgumentException if there is no fork, or a fork has no value or one that is not finite
     */
    public BootstrapEstimate quantile(List<double[]> forks, double probability) {
        FiniteValues.requireProbability(probability);
        return estimate(forks, fork -> QuantileResampler.of(fork, probability));
    }

    /**
     * Bootstraps the mean of the forks' means.
     *
     * @param forks one series a fork, each in the order of time
     * @return the estimate with its replicates
     * @throws IllegalArgumentException if there is no fork, or a fork has no value or one that is not finite
     */
    public BootstrapEstimate mean(List<double[]> forks) {
        return estimate(forks, RatioResampler::mean);
    }

    /**
     * Bootstraps the mean of the forks' rates, such as samples or tokens a second.
     *
     * @param forks one series of windows a fork
     * @return the estimate with its replicates
     * @throws IllegalArgumentException if there is no fork
     */
    public BootstrapEstimate rate(List<RateSeries> forks) {
        return estimate(forks, RatioResampler::rate);
    }

    private <T> BootstrapEstimate estimate(List<T> forks, Function<T, ForkResampler> door) {
        if (forks.isEmpty()) {
            throw new IllegalArgumentException("An interval of no fork was asked for: keep failed trials out");
        }
        double[] estimates = new double[forks.size()];
        double[] within = new double[resamples];
        for (int k = 0; k < estimates.length; k++) {
            ForkResampler resampler = door.apply(forks.get(k));
            SplitMix64 random = SplitMix64.stream(seed, k);
            estimates[k] = resampler.estimate();
            for (int b = 0; b < resamples; b++) {
                within[b] += resampler.resample(random) / estimates.length;
            }
        }
        double estimate = Arrays.stream(estimates).sum() / estimates.length;
        return new BootstrapEstimate(estimate, estimates, within, confidence);
    }
}
