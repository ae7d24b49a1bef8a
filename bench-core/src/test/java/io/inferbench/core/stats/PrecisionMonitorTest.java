package io.inferbench.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrecisionMonitorTest {
    @Test
    void aWideTargetIsMetEarlierThanANarrowOne() {
        double wide = 0;
        double narrow = 0;
        for (int seed = 0; seed < 20; seed++) {
            double[] samples = new SeededSeries(seed).logNormal(10_000, 100, 0.2);
            wide += stoppedAt(PrecisionMonitor.ofQuantile(0.5, 0.05, 0.95), samples) / 20.0;
            narrow += stoppedAt(PrecisionMonitor.ofQuantile(0.5, 0.01, 0.95), samples) / 20.0;
        }

        // Theory: n = (1.96 * 1.2533 * 0.2 / target)^2, so 97 and 2 414
        assertThat(wide).isBetween(85.0, 170.0);
        assertThat(narrow).isBetween(2_100.0, 3_000.0);
    }

    @Test
    void theMeanNeedsWhatTheoryAsks() {
        double[] samples = new SeededSeries(2).autoregression(50_000, 100, 10, 0);

        // (1.96 * 0.1 / 0.01)^2 = 384
        assertThat(stoppedAt(PrecisionMonitor.ofMean(0.01, 0.95), samples)).isBetween(300, 560);
    }

    @Test
    void dependentSamplesTakeLonger() {
        double[] samples = new SeededSeries(3).autoregression(50_000, 100, 10, 0.8);

        // Nine times the independent number: (1 + 0.8) / (1 - 0.8)
        assertThat(stoppedAt(PrecisionMonitor.ofMean(0.01, 0.95), samples)).isBetween(2_000, 6_000);
        assertThat(stoppedAt(PrecisionMonitor.ofQuantile(0.5, 0.01, 0.95), samples))
                .isBetween(2_000, 7_000);
    }

    /** Many looks cost coverage; the ration of looks must keep the loss small. */
    @Test
    void stoppingWhenPreciseStillCoversTheTruth() {
        SeededSeries series = new SeededSeries(4);
        int trials = 400;
        int covered = 0;
        for (int trial = 0; trial < trials; trial++) {
            double[] samples = series.logNormal(4_000, 100, 0.2);
            int count = stoppedAt(PrecisionMonitor.ofQuantile(0.5, 0.02, 0.95), samples);
            double median = SortedSample.of(Arrays.copyOf(samples, count)).median();
            covered += Math.abs(median - 100) <= 0.02 * median ? 1 : 0;
        }

        assertThat(covered / (double) trials).isGreaterThan(0.90);
    }

    @Test
    void aHighQuantileNeedsValuesAboveIt() {
        double[] samples = new SeededSeries(5).logNormal(300, 100, 0.1);

        assertThat(PrecisionMonitor.ofQuantile(0.99, 0.5, 0.95)
                        .look(samples, 300)
                        .relativeHalfWidth())
                .isEmpty();
        assertThat(PrecisionMonitor.ofQuantile(0.9, 0.5, 0.95)
                        .look(samples, 300)
                        .precise())
                .isTrue();
    }

    @Test
    void aFewSamplesAreNeverPrecise() {
        double[] samples = {5, 5, 5, 5, 5, 5, 5, 5, 5};
        PrecisionMonitor monitor = PrecisionMonitor.ofQuantile(0.5, 0.1, 0.95);
        for (int count = 0; count <= samples.length; count++) {
            assertThat(monitor.look(samples, count).precise()).isFalse();
        }
    }

    @Test
    void equalSamplesArePreciseOnceThereAreEnough() {
        double[] samples = new double[200];
        Arrays.fill(samples, 5);
        PrecisionAnswer precision =
                PrecisionMonitor.ofQuantile(0.5, 0.001, 0.95).look(samples, 200);

        assertThat(precision.precise()).isTrue();
        assertThat(precision.relativeHalfWidth()).hasValueCloseTo(0.0, within(1e-12));
        assertThat(PrecisionMonitor.ofMean(0.001, 0.95).look(samples, 200).precise())
                .isTrue();
    }

    @Test
    void looksAreRationed() {
        double[] samples = new SeededSeries(6).logNormal(1_100, 100, 0.2);
        PrecisionMonitor monitor = PrecisionMonitor.ofQuantile(0.5, 0.0001, 0.95);

        assertThat(monitor.look(samples, 1_000).samples()).isEqualTo(1_000);
        assertThat(monitor.look(samples, 1_099).samples()).isEqualTo(1_000);
        assertThat(monitor.look(samples, 1_100).samples()).isEqualTo(1_100);
    }

    /** As three batches of sentences of different lengths give: nothing depends on anything, and all comes again. */
    @Test
    void requestsThatComeRoundAreNoDependence() {
        Random random = new Random(5);
        double[] samples = new double[150];
        double[] ofRequest = {18, 17.6, 20.4};
        for (int i = 0; i < samples.length; i++) {
            samples[i] = ofRequest[i % 3] * (1 + 0.01 * random.nextGaussian());
        }

        assertThat(PrecisionMonitor.ofQuantile(0.5, 0.05, 0.95)
                        .look(samples, 150)
                        .relativeHalfWidth())
                .isEmpty();
        assertThat(PrecisionMonitor.ofQuantile(0.5, 0.05, 0.95)
                        .inCyclesOf(3)
                        .look(samples, 150)
                        .precise())
                .isTrue();
    }

    /** What drifts from cycle to cycle is seen as it is without cycles: the interval holds the truth as often as it says. */
    @Test
    void aCycleDoesNotHideWhatDepends() {
        Random random = new Random(6);
        int held = 0;
        int told = 0;
        double[] ofRequest = {0.95, 1, 1.05};
        for (int run = 0; run < 400; run++) {
            double[] samples = new double[600];
            double state = 0;
            for (int i = 0; i < samples.length; i++) {
                state = 0.8 * state + 0.06 * random.nextGaussian();
                samples[i] = 10 + ofRequest[i % 3] + state;
            }
            PrecisionAnswer answer =
                    PrecisionMonitor.ofQuantile(0.5, 0.05, 0.95).inCyclesOf(3).look(samples, 600);
            if (answer.relativeHalfWidth().isPresent()) {
                double median = SortedSample.of(samples).quantile(0.5);
                told++;
                held += Math.abs(median - 11) <= answer.relativeHalfWidth().getAsDouble() * median ? 1 : 0;
            }
        }
        assertThat(told).isGreaterThan(350);
        assertThat(held / (double) told).isGreaterThan(0.9);
    }

    @Test
    void refusesImpossibleTargets() {
        assertThatIllegalArgumentException().isThrownBy(() -> PrecisionMonitor.ofQuantile(0.5, 0, 0.95));
        assertThatIllegalArgumentException().isThrownBy(() -> PrecisionMonitor.ofQuantile(50, 0.01, 0.95));
        assertThatIllegalArgumentException().isThrownBy(() -> PrecisionMonitor.ofMean(0.01, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrecisionMonitor.ofMean(0.01, 0.95).look(new double[] {Double.NaN}, 1));
    }

    /** Asks after every window of 10 samples, as a runner would. */
    private static int stoppedAt(PrecisionMonitor monitor, double[] samples) {
        for (int count = 10; count <= samples.length; count += 10) {
            if (monitor.look(samples, count).precise()) {
                return count;
            }
        }
        throw new AssertionError("never precise");
    }
}
