package io.inferbench.core.stats;

import io.inferbench.api.report.Interval;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * An estimate with its bootstrap replicates, from which intervals of it and of its ratio to another are read.
 *
 * <p>Immutable.
 */
public final class BootstrapEstimate {

    /** Where the wider spread came from. */
    public enum Spread {
        /** From the noise inside the forks; the only one there is for a single fork. */
        WITHIN_FORKS("two-level bootstrap, widest within forks"),
        /** From the forks' differences: more forks, not longer ones, would narrow the interval. */
        BETWEEN_FORKS("two-level bootstrap, widest between forks"),
        /** Both of two trials' spreads, whichever each had. */
        RATIO("two-level bootstrap of a ratio");

        private final String method;

        Spread(String method) {
            this.method = method;
        }
    }

    private static final String ONE_FORK = "block bootstrap in one fork";
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

    /** Returns the figure itself: the mean of the forks' statistics, or the ratio of two such. */
    public double estimate() {
        return estimate;
    }

    /**
     * Returns how many forks it rests on, of a ratio the lesser number.
     *
     * <p>With one, what a restart changes is not in the interval.
     */
    public int forks() {
        return forks;
    }

    /** Returns which source of noise made the interval as wide as it is. */
    public Spread spread() {
        return spread;
    }

    /** Returns the percentile interval at the bootstrap's confidence; skewed where the replicates are. */
    public Interval interval() {
        double[] sorted = replicates.clone();
        Arrays.sort(sorted);
        double risk = 1 - confidence;
        String method = forks == 1 && spread != Spread.RATIO ? ONE_FORK : spread.method;
        return new Interval(quantile(sorted, risk / 2), quantile(sorted, 1 - risk / 2), confidence, method);
    }

    /** Returns half the interval's width as a fraction of the estimate; empty for an estimate of zero. */
    public OptionalDouble relativeHalfWidth() {
        Interval interval = interval();
        return estimate == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((interval.high() - interval.low()) / 2 / Math.abs(estimate));
    }

    /**
     * Returns this estimate divided by another, for trials that ran apart from each other.
     *
     * @param other the baseline, from a bootstrap with the same confidence and number of resamples
     * @throws IllegalArgumentException if the other comes from another kind of bootstrap or reaches zero
     */
    public BootstrapEstimate ratioTo(BootstrapEstimate other) {
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
        return new BootstrapEstimate(
                estimate / other.estimate, ratios, confidence, Math.min(forks, other.forks), Spread.RATIO);
    }

    double width() {
        Interval interval = interval();
        return interval.high() - interval.low();
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
