package io.inferbench.core.stats;

/** What the differences between forks alone say about their mean: replicates at the even quantiles of a scaled t. */
final class ForkSpread {
    private final boolean relative;
    private final double standardError;
    private final int forks;

    private ForkSpread(boolean relative, double standardError, int forks) {
        this.relative = relative;
        this.standardError = standardError;
        this.forks = forks;
    }

    /** On the log scale if it exists: forks differ by factors, and neither a latency nor a rate can pass zero. */
    static ForkSpread of(double[] estimates) {
        boolean positive = true;
        for (double estimate : estimates) {
            positive &= estimate > 0;
        }
        double[] values = estimates.clone();
        if (positive) {
            for (int k = 0; k < values.length; k++) {
                values[k] = Math.log(values[k]);
            }
        }
        double deviation = SortedSample.of(values).standardDeviation().orElseThrow();
        return new ForkSpread(positive, deviation / Math.sqrt(values.length), values.length);
    }

    double[] replicates(double estimate, int count) {
        StudentT t = new StudentT(forks - 1);
        double[] replicates = new double[count];
        for (int b = 0; b < (count + 1) / 2; b++) {
            double error = standardError * t.quantile((b + 0.5) / count);
            replicates[b] = moved(estimate, error);
            replicates[count - 1 - b] = moved(estimate, -error);
        }
        return replicates;
    }

    private double moved(double estimate, double error) {
        return relative ? estimate * Math.exp(error) : estimate + error;
    }
}
