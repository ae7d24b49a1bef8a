package io.inferbench.core.stats;

import io.inferbench.api.report.Interval;

/**
 * What the differences between forks alone say about their mean, or about the ratio of two means: a standard error with
 * its degrees of freedom.
 *
 * <p>On the log scale if it exists: forks differ by factors, and neither a latency nor a rate can pass zero.
 */
final class ForkSpread {

    private static final double DECIDING_CONFIDENCE = 0.95;

    private final boolean relative;
    private final double standardError;
    private final double degrees;

    /** Forks that would give the same standard error if both sides had as many; of pairs their number. */
    private final double forks;

    private final boolean paired;

    private ForkSpread(boolean relative, double standardError, double degrees, double forks, boolean paired) {
        this.relative = relative;
        this.standardError = standardError;
        this.degrees = degrees;
        this.forks = forks;
        this.paired = paired;
    }

    static ForkSpread of(double[] estimates) {
        boolean positive = true;
        for (double estimate : estimates) {
            positive &= estimate > 0;
        }
        double[] values = positive ? logarithms(estimates) : estimates;
        int size = values.length;
        return new ForkSpread(positive, Math.sqrt(variance(values) / size), size - 1.0, size, true);
    }

    /**
     * Takes the forks of two trials that ran apart.
     *
     * <p>Two forms are known for the difference of two means. Student's pools the variances: right if both trials vary
     * alike, far too narrow if the one with fewer forks varies more. Welch's does without, at the price of degrees of
     * freedom, and is a little too narrow where the counts differ. The form that is wider at 95 % is taken; with equal counts
     * that is always Welch's.
     */
    static ForkSpread ofRatio(double[] numerators, double[] denominators) {
        double[] tops = logarithms(numerators);
        double[] bottoms = logarithms(denominators);
        ForkSpread pooled = pooled(tops, bottoms);
        if (tops.length == 1 || bottoms.length == 1) {
            return pooled;
        }
        ForkSpread welch = welch(tops, bottoms);
        return welch.halfWidth(DECIDING_CONFIDENCE) >= pooled.halfWidth(DECIDING_CONFIDENCE) ? welch : pooled;
    }

    private static ForkSpread pooled(double[] tops, double[] bottoms) {
        int degrees = tops.length + bottoms.length - 2;
        double pooled = (squares(tops) + squares(bottoms)) / degrees;
        double share = 1.0 / tops.length + 1.0 / bottoms.length;
        return new ForkSpread(true, Math.sqrt(pooled * share), degrees, 2 / share, false);
    }

    private static ForkSpread welch(double[] tops, double[] bottoms) {
        double top = variance(tops) / tops.length;
        double bottom = variance(bottoms) / bottoms.length;
        double sum = top + bottom;
        int most = tops.length + bottoms.length - 2;
        double degrees =
                sum == 0 ? most : sum * sum / (top * top / (tops.length - 1) + bottom * bottom / (bottoms.length - 1));
        double share = 1.0 / tops.length + 1.0 / bottoms.length;
        // Rounding may carry the quotient past either of its bounds.
        return new ForkSpread(true, Math.sqrt(sum), Math.max(1, Math.min(most, degrees)), 2 / share, false);
    }

    /** Takes the forks of two trials that ran by turns, the first beside the first. */
    static ForkSpread ofPairs(double[] numerators, double[] denominators) {
        double[] ratios = new double[numerators.length];
        for (int k = 0; k < ratios.length; k++) {
            ratios[k] = Math.log(numerators[k] / denominators[k]);
        }
        int size = ratios.length;
        return new ForkSpread(true, Math.sqrt(variance(ratios) / size), size - 1.0, size, true);
    }

    /** Returns whether forks of two trials were taken in pairs. */
    boolean isPaired() {
        return paired;
    }

    /** Returns the interval around an estimate. */
    Interval around(double estimate, double confidence, String method) {
        double reach = halfWidth(confidence);
        return new Interval(moved(estimate, -reach), moved(estimate, reach), confidence, method);
    }

    /** Returns the distance from the estimate to either bound; on the log scale where that is used. */
    double halfWidth(double confidence) {
        return standardError * StudentT.quantile(degrees, (1 + confidence) / 2);
    }

    /** Returns what {@link #halfWidth} would be with so many forks on either side that differ as much as these do. */
    double halfWidthWith(int moreForks, double confidence) {
        double newDegrees = paired ? moreForks - 1.0 : 2.0 * (moreForks - 1);
        return standardError * Math.sqrt(forks / moreForks) * StudentT.quantile(newDegrees, (1 + confidence) / 2);
    }

    private double moved(double estimate, double error) {
        return relative ? estimate * Math.exp(error) : estimate + error;
    }

    private static double[] logarithms(double[] values) {
        double[] logarithms = new double[values.length];
        for (int k = 0; k < values.length; k++) {
            logarithms[k] = Math.log(values[k]);
        }
        return logarithms;
    }

    private static double variance(double[] values) {
        return squares(values) / (values.length - 1);
    }

    private static double squares(double[] values) {
        double mean = ArithmeticMean.of(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum;
    }
}
