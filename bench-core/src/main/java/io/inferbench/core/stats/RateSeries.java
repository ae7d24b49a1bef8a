package io.inferbench.core.stats;

/**
 * What was done in each window of time, and how long each took.
 *
 * <p>The rate of the whole is the sum of the amounts over the sum of the durations, never a mean of rates.
 */
public final class RateSeries {
    private final double[] amounts;
    private final double[] durations;

    private RateSeries(double[] amounts, double[] durations) {
        this.amounts = amounts;
        this.durations = durations;
    }

    /**
     * Takes amounts and durations of the same windows, in the order of time.
     *
     * @param amounts finite and not negative, such as samples or tokens
     * @param durations finite and above zero, in the unit of time that the rate shall have
     * @return the series
     * @throws IllegalArgumentException if there is no window, the lengths differ or a value is out of range
     */
    public static RateSeries of(double[] amounts, double[] durations) {
        if (amounts.length != durations.length) {
            throw new IllegalArgumentException(
                    amounts.length + " amounts and " + durations.length + " durations: one of each a window is needed");
        }
        FiniteValues.require(amounts);
        FiniteValues.require(durations);
        for (int i = 0; i < amounts.length; i++) {
            if (amounts[i] < 0 || durations[i] <= 0) {
                throw new IllegalArgumentException(
                        "Window " + i + " has amount " + amounts[i] + " in duration " + durations[i]);
            }
        }
        return new RateSeries(amounts.clone(), durations.clone());
    }

    /** Returns the number of windows. */
    public int size() {
        return amounts.length;
    }

    double[] rates() {
        double[] rates = new double[amounts.length];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = amounts[i] / durations[i];
        }
        return rates;
    }

    double[] amounts() {
        return amounts;
    }

    double[] durations() {
        return durations;
    }
}
