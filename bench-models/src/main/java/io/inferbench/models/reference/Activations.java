package io.inferbench.models.reference;

import io.inferbench.models.spec.Activation;

/** The activation functions to nearly the last place of a double. */
final class Activations {

    private Activations() {}

    static double apply(Activation activation, double x) {
        return switch (activation) {
            case GELU -> 0.5 * x * (1 + erf(x / Math.sqrt(2)));
            case GELU_TANH -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case SILU -> x / (1 + Math.exp(-x));
            case RELU -> Math.max(x, 0);
        };
    }

    /**
     * The error function: its Taylor series near zero, the continued fraction of its complement elsewhere (Abramowitz and
     * Stegun, 7.1.6 and 7.1.14).
     */
    static double erf(double x) {
        double a = Math.abs(x);
        if (a > 6) {
            return Math.signum(x);
        }
        return Math.signum(x) * (a < 2.5 ? series(a) : 1 - complement(a));
    }

    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 100; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    private static double complement(double x) {
        double fraction = 0;
        for (int n = 80; n > 0; n--) {
            fraction = n / 2.0 / (x + fraction);
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
    }
}
