package io.inferbench.core.stats;

import java.util.OptionalDouble;

/**
 * How much neighbouring values of a series have in common.
 *
 * <p>Latencies of one process are rarely independent: caches, clocks and collectors make runs of slow calls. Intervals
 * that ignore it are too narrow. Autocovariances are computed only as far as they are needed, each in one pass.
 */
public final class Dependence {
    /** Lags in a row that must be insignificant, and the factor of the threshold: Politis and White 2004, section 3.2. */
    private static final int QUIET_LAGS = 5;

    private static final double THRESHOLD_FACTOR = 2;

    private final double[] centred;
    private final double variance;
    private final double[] correlations;
    private int known;

    private Dependence(double[] centred) {
        this.centred = centred;
        double squares = 0;
        for (double value : centred) {
            squares += value * value;
        }
        this.variance = squares / centred.length;
        this.correlations = new double[Math.max(1, longestLag() + QUIET_LAGS + 1)];
        this.correlations[0] = 1;
        this.known = 0;
    }

    /**
     * Takes the values themselves, as the mean does.
     *
     * @param series finite, at least one, in the order of time
     * @return the dependence of the series
     * @throws IllegalArgumentException if there is no value, or one is NaN or infinite
     */
    public static Dependence of(double[] series) {
        FiniteValues.require(series);
        double mean = ArithmeticMean.of(series);
        double[] centred = new double[series.length];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = series[i] - mean;
        }
        return new Dependence(centred);
    }

    /**
     * Takes only whether each value exceeds a threshold, as a quantile does; one huge outlier then weighs like any other.
     *
     * @param series finite, at least one, in the order of time
     * @param threshold usually the quantile in question
     * @return the dependence of the exceedances
     * @throws IllegalArgumentException if there is no value, or one is NaN or infinite
     */
    public static Dependence ofExceedances(double[] series, double threshold) {
        return of(exceedances(FiniteValues.require(series), threshold));
    }

    static double[] exceedances(double[] series, double threshold) {
        double[] exceeds = new double[series.length];
        for (int i = 0; i < exceeds.length; i++) {
            exceeds[i] = series[i] > threshold ? 1 : 0;
        }
        return exceeds;
    }

    /**
     * Returns the correlation of neighbours.
     *
     * @return empty for a constant series and for a single value
     */
    public OptionalDouble lagOneCorrelation() {
        return variance == 0 || centred.length < 2 ? OptionalDouble.empty() : OptionalDouble.of(correlation(1));
    }

    /**
     * Returns how many independent values would fix the mean as well as this series does.
     *
     * <p>n divided by the integrated autocorrelation time, its sum cut where a pair of lags stops being positive (Geyer
     * 1992, initial positive sequence). Never above n: alternation is not trusted to help.
     *
     * @return from 1 to the size of the series; the size itself for a constant series
     */
    public double effectiveSize() {
        int size = centred.length;
        if (variance == 0 || size < 4) {
            return size;
        }
        double sum = 0;
        for (int lag = 0; lag + 1 < correlations.length; lag += 2) {
            double pair = correlation(lag) + correlation(lag + 1);
            if (pair <= 0) {
                break;
            }
            sum += pair;
        }
        double integratedTime = Math.max(1, 2 * sum - 1);
        return Math.max(1, size / integratedTime);
    }

    /**
     * Returns the block length for the circular block bootstrap of the mean.
     *
     * <p>Politis and White 2004 with the correction of Patton, Politis and White 2009: flat-top kernel, bandwidth twice
     * the last significant lag.
     *
     * @return from 1, for a series without visible dependence, to a third of its size or three times its root
     */
    public int blockLength() {
        int size = centred.length;
        if (variance == 0 || size < 4) {
            return 1;
        }
        int lastLag = lastSignificantLag();
        if (lastLag == 0) {
            return 1;
        }
        int bandwidth = Math.min(2 * lastLag, longestLag());
        double slope = 0;
        double spectrum = 1;
        for (int lag = 1; lag <= bandwidth; lag++) {
            double weighted = 2 * flatTop((double) lag / bandwidth) * correlation(lag);
            slope += weighted * lag;
            spectrum += weighted;
        }
        double longest = Math.min(3 * Math.sqrt(size), size / 3.0);
        double optimal = Math.cbrt(1.5 * slope * slope / (spectrum * spectrum) * size);
        return (int) Math.ceil(Math.max(1, Math.min(optimal, longest)));
    }

    private int longestLag() {
        return Math.min((int) Math.ceil(Math.sqrt(centred.length)) + QUIET_LAGS, centred.length - 1);
    }

    private int lastSignificantLag() {
        double threshold = THRESHOLD_FACTOR * Math.sqrt(Math.log10(centred.length) / centred.length);
        int last = 0;
        for (int lag = 1; lag <= longestLag() && lag <= last + QUIET_LAGS; lag++) {
            if (Math.abs(correlation(lag)) >= threshold) {
                last = lag;
            }
        }
        return last;
    }

    private double correlation(int lag) {
        while (known < lag) {
            known++;
            double sum = 0;
            for (int i = known; i < centred.length; i++) {
                sum += centred[i] * centred[i - known];
            }
            correlations[known] = sum / centred.length / variance;
        }
        return correlations[lag];
    }

    private static double flatTop(double relativeLag) {
        return relativeLag <= 0.5 ? 1 : Math.max(0, 2 * (1 - relativeLag));
    }
}
