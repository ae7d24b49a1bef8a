package io.inferbench.core.stats;

import java.util.Locale;

/** The one place that refuses what no statistic can be computed from. */
final class FiniteValues {
    private FiniteValues() {}

    static double[] require(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("Statistics of an empty sample were asked for: check the size first");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "Value %d of %d is %s: only finite values can be summarised",
                        i,
                        values.length,
                        values[i]));
            }
        }
        return values;
    }

    static double requireProbability(double probability) {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException("A probability strictly between 0 and 1 is needed, not " + probability);
        }
        return probability;
    }
}
