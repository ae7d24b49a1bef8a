package io.inferbench.core.stats;

import java.util.Arrays;

/**
 * Whether a short series goes up or down: Mann and Kendall's test, and Theil and Sen's slope.
 *
 * <p>Both look only at pairs of values, so a single outlier cannot fake or hide a trend.
 */
final class TrendTest {
    /** The exact distribution is used up to here; the normal one is within 0.002 beyond. */
    private static final int LONGEST_EXACT = 20;

    private final double[] series;
    private final int score;
    private final boolean tied;

    private TrendTest(double[] series, int score, boolean tied) {
        this.series = series;
        this.score = score;
        this.tied = tied;
    }

    static TrendTest of(double[] series) {
        FiniteValues.require(series);
        int score = 0;
        boolean tied = false;
        for (int i = 0; i < series.length; i++) {
            for (int j = i + 1; j < series.length; j++) {
                int order = Double.compare(series[j], series[i]);
                score += Integer.signum(order);
                tied |= order == 0;
            }
        }
        return new TrendTest(series, score, tied);
    }

    /** Returns the rising pairs less the falling ones. */
    int score() {
        return score;
    }

    /** Returns the chance of a score at least as far from zero in a series without trend. */
    double twoSidedP() {
        if (score == 0) {
            return 1;
        }
        return tied || series.length > LONGEST_EXACT ? normalP() : exactP();
    }

    /** Returns the median slope of all pairs, in units of the series per step. */
    double slope() {
        int size = series.length;
        if (size < 2) {
            return 0;
        }
        double[] slopes = new double[size * (size - 1) / 2];
        int next = 0;
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                slopes[next++] = (series[j] - series[i]) / (j - i);
            }
        }
        return SortedSample.of(slopes).median();
    }

    /** Counts the orders by their inversions: adding value k puts it above 0 to k − 1 of the earlier ones. */
    private double exactP() {
        int size = series.length;
        double[] chance = {1};
        for (int k = 2; k <= size; k++) {
            double[] next = new double[k * (k - 1) / 2 + 1];
            for (int inversions = 0; inversions < chance.length; inversions++) {
                for (int added = 0; added < k; added++) {
                    next[inversions + added] += chance[inversions] / k;
                }
            }
            chance = next;
        }
        int mostInversions = size * (size - 1) / 2;
        int fewest = (mostInversions - Math.abs(score)) / 2;
        double tail = 0;
        for (int inversions = 0; inversions <= fewest; inversions++) {
            tail += chance[inversions];
        }
        return Math.min(1, 2 * tail);
    }

    private double normalP() {
        double size = series.length;
        double variance = size * (size - 1) * (2 * size + 5);
        double[] sorted = series.clone();
        Arrays.sort(sorted);
        for (int start = 0; start < sorted.length; ) {
            int end = start;
            while (end < sorted.length && Double.compare(sorted[end], sorted[start]) == 0) {
                end++;
            }
            double ties = end - start;
            variance -= ties * (ties - 1) * (2 * ties + 5);
            start = end;
        }
        double z = (Math.abs(score) - 1) / Math.sqrt(variance / 18);
        return 2 * normalTail(z);
    }

    /** Abramowitz and Stegun 26.2.17, absolute error under 7.5e-8. */
    private static double normalTail(double z) {
        double t = 1 / (1 + 0.2316419 * z);
        double polynomial =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * polynomial;
    }
}
