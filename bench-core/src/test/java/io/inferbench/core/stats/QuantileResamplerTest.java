package io.inferbench.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast resampler must give what gathering the same blocks, sorting them and reading the quantile gives. */
class QuantileResamplerTest {
    private static final double[] PROBABILITIES = {0.001, 0.1, 0.5, 0.9, 0.99, 0.999};

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 10, 63, 500, 2_500, 4_100})
    void agreesWithSortingEveryResample(int size) {
        assertAgrees(new SeededSeries(size).logNormal(size, 100, 0.7));
    }

    @Test
    void agreesOnDependentValues() {
        assertAgrees(new SeededSeries(2).autoregression(1_000, 50, 5, 0.9));
    }

    @Test
    void agreesOnTies() {
        for (int kinds = 1; kinds <= 5; kinds++) {
            int[] integers = new SeededSeries(kinds).integers(400, kinds);
            double[] series = new double[400];
            for (int i = 0; i < series.length; i++) {
                series[i] = integers[i] * 10;
            }
            assertAgrees(series);
        }
    }

    @Test
    void agreesOnAStepThatMakesBlocksUnlike() {
        double[] series = new SeededSeries(9).uniform(600);
        for (int i = 400; i < series.length; i++) {
            series[i] += 1_000;
        }
        assertAgrees(series);
    }

    private static void assertAgrees(double[] series) {
        for (double probability : PROBABILITIES) {
            QuantileResampler fast = QuantileResampler.of(series, probability);
            double quantile = SortedSample.of(series).quantile(probability);
            int blockLength = ForkResampler.blockLength(Dependence.ofExceedances(series, quantile), series.length);
            SplitMix64 random = new SplitMix64(77);
            SplitMix64 same = new SplitMix64(77);

            assertThat(fast.estimate()).isEqualTo(quantile);
            for (int b = 0; b < 60; b++) {
                assertThat(fast.resample(random))
                        .isCloseTo(bruteForce(series, probability, blockLength, same), within(1e-9));
            }
        }
    }

    private static double bruteForce(double[] series, double probability, int blockLength, SplitMix64 random) {
        double[] resample = new double[series.length];
        int filled = 0;
        while (filled < resample.length) {
            int start = random.nextInt(series.length);
            for (int i = 0; i < blockLength && filled < resample.length; i++) {
                resample[filled++] = series[(start + i) % series.length];
            }
        }
        return SortedSample.of(resample).quantile(probability);
    }
}
