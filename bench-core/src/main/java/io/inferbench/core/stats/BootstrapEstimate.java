package io.inferbench.core.stats;

import java.util.Arrays;

/**
 * An estimate with its bootstrap replicates, from which intervals of it and of its ratio to another are read.
 *
 * <p>Immutable.
 */
public final class BootstrapEstimate {
    /** Where the wider spread came from. */
    public enum Spread {
        /** From the noise inside the forks; the only one there is for a single fork. */
        WITHIN_FORKS,
        /** From the forks' differences: more forks, not longer ones, would narrow the interval. */
        BETWEEN_FORKS
    }

    private static final long RATIO_SEED = 0x5261_7469_6fL;

    private final double estimate;
    private final double[] replicates;
    private final double confidence;
    private final int forks;
    private final Spread spread;

    BootstrapEstimate(double estimate, double[] replicates, double confidence, int forks, Spread spread) {
        this.estimate = estimate;
        this.replicates = replicates;
        this.confidence = confidence;
        this.forks = forks;
        this.spread = spread;
    }

    /**
     * Returns the figure itself.
     *
     * @return the mean of the forks' statistics
     */
    public double estimate() {
        return estimate;
    }

    /**
     * Returns how many forks it rests on. With one, what a restart changes is not in the interval.
     *
     * @return at least 1
     */
    public int forks() {
        return forks;
    }

    /**
     * Returns which source of noise made the interval as wide as it is.
     *
     * @return the source
     */
    public Spread spread() {
        return spread;
    }

    /**
     * Returns the percentile interval.
     *
     * @return the interval at the confidence the bootstrap was given
     */
    public Interval interval() {
        return percentileInterval(estimate, replicates.clone());
    }

    /**
     * Returns the interval of this estimate divided by another, for trials that ran apart from each other.
     *
     * @param other the baseline, from a bootstrap with the same confidence and number of resamples, all replicates above zero
     * @return the interval of the ratio
     * @throws IllegalArgumentException if the other comes from another kind of bootstrap or reaches zero
     */
    public Interval ratioTo(BootstrapEstimate other) {
        if (other.replicates.length != replicates.length || other.confidence != confidence) {
            throw new IllegalArgumentException("A ratio needs two estimates of one confidence and number of resamples");
        }
        // Pairing at random: two bootstraps of one seed draw the same blocks, which would let their noise cancel.
        double[] shuffled = other.replicates.clone();
        new SplitMix64(RATIO_SEED).shuffle(shuffled);
        double[] ratios = new double[replicates.length];
        for (int b = 0; b < ratios.length; b++) {
            if (!(shuffled[b] > 0)) {
                throw new IllegalArgumentException("A ratio to a quantity that may be zero or below was asked for");
            }
            ratios[b] = replicates[b] / shuffled[b];
        }
        return percentileInterval(estimate / other.estimate, ratios);
    }

    private Interval percentileInterval(double centre, double[] values) {
        Arrays.sort(values);
        double risk = 1 - confidence;
        return new Interval(centre, quantile(values, risk / 2), quantile(values, 1 - risk / 2), confidence);
    }

    /** At (B + 1) p, as an interval from B replicates needs; type 7 would be too narrow by design. */
    private static double quantile(double[] sorted, double probability) {
        double position = (sorted.length + 1) * probability - 1;
        int lower = (int) Math.max(0, Math.min(sorted.length - 1, Math.floor(position)));
        int upper = Math.min(sorted.length - 1, lower + 1);
        double fraction = Math.max(0, Math.min(1, position - lower));
        return sorted[lower] + fraction * (sorted[upper] - sorted[lower]);
    }
}
