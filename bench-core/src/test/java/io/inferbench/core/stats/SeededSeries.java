package io.inferbench.core.stats;

import java.util.Random;

/** Series whose truth is known, from one seed. {@link Random}'s algorithms are fixed by its specification. */
final class SeededSeries {
    private final Random random;

    SeededSeries(long seed) {
        this.random = new Random(seed);
    }

    double gaussian() {
        return random.nextGaussian();
    }

    double[] uniform(int size) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextDouble();
        }
        return values;
    }

    /** Median {@code median}, mean {@code median * exp(sigma^2 / 2)}. */
    double[] logNormal(int size, double median, double sigma) {
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = median * Math.exp(sigma * random.nextGaussian());
        }
        return values;
    }

    /** A stationary first-order autoregression: mean and median {@code centre}, standard deviation {@code deviation}. */
    double[] autoregression(int size, double centre, double deviation, double correlation) {
        double[] values = new double[size];
        double state = random.nextGaussian();
        double fresh = Math.sqrt(1 - correlation * correlation);
        for (int i = 0; i < size; i++) {
            values[i] = centre + deviation * state;
            state = correlation * state + fresh * random.nextGaussian();
        }
        return values;
    }

    int[] integers(int size, int bound) {
        return random.ints(size, 0, bound).toArray();
    }
}
