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
        WITHIN_FORKS("widest within forks"),
        /** From the forks' differences: more forks, not longer ones, would narrow the interval. */
        BETWEEN_FORKS("widest between forks");

        private final String words;

        Spread(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private static final String METHOD = "two-level bootstrap, ";
    private static final String ONE_FORK = "block bootstrap in one fork";

    private final double estimate;
    private final double[] forkEstimates;
    private final double[] within;
    private final double confidence;
    private final Spread spread;
    private final Interval interval;

    /**
     * Takes what the bootstrap drew.
     *
     * @param within replicates from the noise inside the forks
     */
    BootstrapEstimate(double estimate, double[] forkEstimates, double[] within, double confidence) {
        this.estimate = estimate;
        this.forkEstimates = forkEstimates;
        this.within = within;
        this.confidence = confidence;
        Interval inside =
                percentileInterval(forkEstimates.length == 1 ? ONE_FORK : METHOD + Spread.WITHIN_FORKS.words());
        Interval wider = inside;
        if (forkEstimates.length > 1) {
            Interval between =
                    ForkSpread.of(forkEstimates).around(estimate, confidence, METHOD + Spread.BETWEEN_FORKS.words());
            wider = between.high() - between.low() > inside.high() - inside.low() ? between : inside;
        }
        this.spread = wider.equals(inside) ? Spread.WITHIN_FORKS : Spread.BETWEEN_FORKS;
        this.interval = wider;
    }

    /** Skewed where the replicates are. */
    private Interval percentileInterval(String method) {
        double[] sorted = within.clone();
        Arrays.sort(sorted);
        double risk = 1 - confidence;
        return new Interval(quantile(sorted, risk / 2), quantile(sorted, 1 - risk / 2), confidence, method);
    }

    /** Returns the figure itself: the mean of the forks' statistics. */
    public double estimate() {
        return estimate;
    }

    /**
     * Returns how many forks it rests on.
     *
     * <p>With one, what a restart changes is not in the interval.
     */
    public int forks() {
        return forkEstimates.length;
    }

    /** Returns each fork's own figure. */
    public double[] forkEstimates() {
        return forkEstimates.clone();
    }

    /** Returns which source of noise made the interval as wide as it is. */
    public Spread spread() {
        return spread;
    }

    /** Returns the wider of the two intervals at the bootstrap's confidence. */
    public Interval interval() {
        return interval;
    }

    /** Returns half the interval's width as a fraction of the estimate; empty for an estimate of zero. */
    public OptionalDouble relativeHalfWidth() {
        return estimate == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((interval.high() - interval.low()) / 2 / Math.abs(estimate));
    }

    /**
     * Returns this estimate divided by another, for trials that ran apart from each other.
     *
     * @param other the baseline, from a bootstrap with the same confidence and number of resamples
     * @throws IllegalArgumentException if the other comes from another kind of bootstrap, or either reaches zero
     */
    public RatioEstimate ratioTo(BootstrapEstimate other) {
        requireComparable(other);
        return RatioEstimate.of(
                estimate / other.estimate,
                RatioEstimate.logRatios(within, other.within, estimate < other.estimate),
                forks() > 1 || other.forks() > 1 ? ForkSpread.ofRatio(forkEstimates, other.forkEstimates) : null,
                confidence,
                Math.min(forks(), other.forks()));
    }

    /**
     * Returns this estimate divided by another, for trials whose forks ran by turns: the first beside the first, the
     * second beside the second. What drifts while they run is then in both of a pair and drops out.
     *
     * <p>To be chosen by how the forks ran, never by which form gives the better answer.
     *
     * @param other the baseline, with as many forks, from a bootstrap with the same confidence and number of resamples
     * @throws IllegalArgumentException if it has another number of forks, or {@link #ratioTo} would refuse it
     */
    public RatioEstimate pairedRatioTo(BootstrapEstimate other) {
        requireComparable(other);
        if (forks() != other.forks()) {
            throw new IllegalArgumentException(
                    "Pairs need as many forks on both sides, not " + forks() + " and " + other.forks());
        }
        return RatioEstimate.of(
                estimate / other.estimate,
                RatioEstimate.logRatios(within, other.within, estimate < other.estimate),
                forks() > 1 ? ForkSpread.ofPairs(forkEstimates, other.forkEstimates) : null,
                confidence,
                forks());
    }

    private void requireComparable(BootstrapEstimate other) {
        if (other.within.length != within.length || other.confidence != confidence) {
            throw new IllegalArgumentException("A ratio needs two estimates of one confidence and number of resamples");
        }
        if (!isPositive() || !other.isPositive()) {
            throw new IllegalArgumentException("A ratio of quantities that may be zero or below was asked for");
        }
    }

    /** Returns whether every fork and every replicate is above zero, so that a ratio to it means something. */
    public boolean isPositive() {
        return Arrays.stream(within).allMatch(value -> value > 0)
                && Arrays.stream(forkEstimates).allMatch(value -> value > 0);
    }

    double width() {
        return interval.high() - interval.low();
    }

    /** At (B + 1) p, as an interval from B replicates needs; type 7 would be too narrow by design. */
    static double quantile(double[] sorted, double probability) {
        double position = (sorted.length + 1) * probability - 1;
        int lower = (int) Math.max(0, Math.min(sorted.length - 1, Math.floor(position)));
        int upper = Math.min(sorted.length - 1, lower + 1);
        double fraction = Math.max(0, Math.min(1, position - lower));
        return sorted[lower] + fraction * (sorted[upper] - sorted[lower]);
    }
}
