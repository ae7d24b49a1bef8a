package io.inferbench.core.stats;

import io.inferbench.api.report.Interval;
import io.inferbench.core.stats.BootstrapEstimate.Spread;
import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The ratio of two trials' figures with what is known about it: the wider of the noise within the forks (block bootstrap)
 * and of the differences between them (Student's t), as ADR 0003 says for one trial and ADR 0007 for two.
 *
 * <p>Immutable.
 */
public final class RatioEstimate {

    /** Replicates beyond a bound that make it worth reading; farther out the distance is scaled as the normal's is. */
    private static final int FEWEST_BEYOND = 25;

    private static final long PAIRING_SEED = 0x5261_7469_6fL;
    private static final StudentT NORMAL = new StudentT(Integer.MAX_VALUE);
    private static final int MOST_FORKS = 200;

    private final double ratio;
    private final double[] sortedLogs;
    private final @Nullable ForkSpread between;
    private final double confidence;
    private final int forks;

    private RatioEstimate(
            double ratio, double[] sortedLogs, @Nullable ForkSpread between, double confidence, int forks) {
        this.ratio = ratio;
        this.sortedLogs = sortedLogs;
        this.between = between;
        this.confidence = confidence;
        this.forks = forks;
    }

    static RatioEstimate of(
            double ratio, double[] logRatios, @Nullable ForkSpread between, double confidence, int forks) {
        Arrays.sort(logRatios);
        return new RatioEstimate(ratio, logRatios, between, confidence, forks);
    }

    /**
     * Pairs replicates at random: two bootstraps of one seed draw the same blocks, which would let their noise cancel.
     *
     * <p>Whichever figure is the smaller one is shuffled, so that a ratio and its inverse judge alike.
     */
    static double[] logRatios(double[] numerators, double[] denominators, boolean numeratorIsSmaller) {
        double[] tops = numerators.clone();
        double[] bottoms = denominators.clone();
        new SplitMix64(PAIRING_SEED).shuffle(numeratorIsSmaller ? tops : bottoms);
        double[] logs = new double[tops.length];
        for (int b = 0; b < logs.length; b++) {
            logs[b] = Math.log(tops[b]) - Math.log(bottoms[b]);
        }
        return logs;
    }

    /** Returns the ratio itself. */
    public double estimate() {
        return ratio;
    }

    /** Returns the lesser number of forks of the two; with one, what a restart changes is not known. */
    public int forks() {
        return forks;
    }

    /** Returns the interval at the confidence of the bootstrap that it comes from. */
    public Interval interval() {
        return interval(confidence);
    }

    /**
     * Returns the interval at another confidence.
     *
     * @param newConfidence strictly between 0 and 1
     */
    public Interval interval(double newConfidence) {
        FiniteValues.requireProbability(newConfidence);
        Reach within = within(newConfidence);
        if (between == null) {
            return around(within, newConfidence, "block bootstrap of a ratio, one fork each");
        }
        double reach = between.halfWidth(newConfidence);
        boolean isWider = 2 * reach > within.below + within.above;
        Spread spread = isWider ? Spread.BETWEEN_FORKS : Spread.WITHIN_FORKS;
        return around(
                isWider ? new Reach(reach, reach) : within,
                newConfidence,
                "two-level bootstrap of a ratio, " + (between.isPaired() ? "forks in pairs, " : "") + spread.words());
    }

    /** Returns which source of noise makes the interval as wide as it is. */
    public Spread spread(double newConfidence) {
        Reach within = within(newConfidence);
        return between != null && 2 * between.halfWidth(newConfidence) > within.below + within.above
                ? Spread.BETWEEN_FORKS
                : Spread.WITHIN_FORKS;
    }

    /**
     * Returns how many forks of each trial would bring the interval's bounds within a factor of the ratio, if further
     * forks are like those there are.
     *
     * @param factor above 1: 1.02 for bounds at most 2 % away
     * @return empty if there is one fork on both sides, or more than 200 would not do
     */
    public OptionalInt forksFor(double factor, double newConfidence) {
        double target = Math.log(factor);
        double within = within(newConfidence).longer();
        for (int k = Math.max(2, forks); between != null && k <= MOST_FORKS; k++) {
            boolean narrow = within * Math.sqrt((double) forks / k) <= target
                    && between.halfWidthWith(k, newConfidence) <= target;
            if (narrow) {
                return OptionalInt.of(k);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * Returns how many times the samples of each fork would bring the noise within forks to where {@link #forksFor} has
     * the interval; forks that differ are not helped by it.
     *
     * @param factor above 1: 1.02 for bounds at most 2 % away
     * @return at least 1
     */
    public double samplesFactorFor(double factor, double newConfidence) {
        double within = within(newConfidence).longer();
        double excess = within / Math.log(factor);
        return Math.max(1, excess * excess);
    }

    /** What the noise within forks allows on either side of the ratio, on the log scale. */
    private record Reach(double below, double above) {

        double longer() {
            return Math.max(below, above);
        }
    }

    private Reach within(double newConfidence) {
        double wanted = (1 - newConfidence) / 2;
        double readable = Math.max(wanted, Math.min(0.25, FEWEST_BEYOND / (sortedLogs.length + 1.0)));
        double scale = readable == wanted ? 1 : NORMAL.quantile(1 - wanted) / NORMAL.quantile(1 - readable);
        double centre = Math.log(ratio);
        double below = centre - BootstrapEstimate.quantile(sortedLogs, readable);
        double above = BootstrapEstimate.quantile(sortedLogs, 1 - readable) - centre;
        return new Reach(scale * Math.max(0, below), scale * Math.max(0, above));
    }

    private Interval around(Reach reach, double newConfidence, String method) {
        return new Interval(ratio * Math.exp(-reach.below), ratio * Math.exp(reach.above), newConfidence, method);
    }
}
