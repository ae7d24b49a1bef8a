package io.inferbench.core.stats;

/**
 * Student's t distribution with a whole number of degrees of freedom.
 *
 * <p>The distribution function is the finite sum of Abramowitz and Stegun 26.7.3 and 26.7.4; quantiles by bisection.
 */
final class StudentT {
    /** Beyond this the normal is reached within 0.3 % of a quantile, and the sum would only get longer. */
    private static final int MOST_DEGREES = 400;

    private final int degrees;

    StudentT(int degreesOfFreedom) {
        if (degreesOfFreedom < 1) {
            throw new IllegalArgumentException("At least one degree of freedom is needed, not " + degreesOfFreedom);
        }
        this.degrees = Math.min(degreesOfFreedom, MOST_DEGREES);
    }

    /**
     * Returns a quantile for any number of degrees of freedom, as Welch's formula gives them.
     *
     * <p>Between two whole numbers its logarithm is taken as linear in the reciprocal of the degrees, which is at most 4 % too
     * far out.
     *
     * @param degreesOfFreedom at least 1
     */
    static double quantile(double degreesOfFreedom, double probability) {
        int lower = (int) degreesOfFreedom;
        double atLower = new StudentT(lower).quantile(probability);
        if (degreesOfFreedom == lower || lower >= MOST_DEGREES) {
            return atLower;
        }
        double atUpper = new StudentT(lower + 1).quantile(probability);
        double share = (1 / degreesOfFreedom - 1.0 / (lower + 1)) / (1.0 / lower - 1.0 / (lower + 1));
        return atUpper == 0 ? 0 : atUpper * Math.pow(atLower / atUpper, share);
    }

    double cumulative(double t) {
        double half = centralMass(Math.abs(t)) / 2;
        return t < 0 ? 0.5 - half : 0.5 + half;
    }

    double quantile(double probability) {
        FiniteValues.requireProbability(probability);
        if (probability < 0.5) {
            return -quantile(1 - probability);
        }
        double low = 0;
        double high = 1;
        while (cumulative(high) < probability && high < 1e15) {
            high *= 2;
        }
        for (int step = 0; step < 200 && high - low > 1e-12 * high; step++) {
            double middle = (low + high) / 2;
            if (cumulative(middle) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private double centralMass(double t) {
        double angle = Math.atan(t / Math.sqrt(degrees));
        double cosine = Math.cos(angle);
        boolean odd = degrees % 2 == 1;
        double term = odd ? cosine : 1;
        double sum = degrees == 1 ? 0 : term;
        for (int k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
            term *= cosine * cosine * (k - 1) / k;
            sum += term;
        }
        double sine = Math.sin(angle);
        return odd ? 2 / Math.PI * (angle + sine * sum) : sine * sum;
    }
}
