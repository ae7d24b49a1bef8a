package io.inferbench.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.api.report.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Coverage on series whose truth is known. With 400 trials at 95 %, three standard errors are 3.3 %: bands reach from
 * 0.915 to 0.985, and a bootstrap that ignores dependence (59 %) or the forks (38 %) falls far below.
 */
class TwoLevelBootstrapTest {
    private static final int TRIALS = 400;
    private static final TwoLevelBootstrap BOOTSTRAP =
            TwoLevelBootstrap.seeded(1).withResamples(300);

    @Test
    void coversTheMedianOfIndependentLatencies() {
        SeededSeries series = new SeededSeries(1);

        assertThat(coverage(100, () -> BOOTSTRAP.median(List.of(series.logNormal(400, 100, 0.5)))))
                .isBetween(0.915, 0.985);
    }

    @Test
    void coversTheMeanOfSkewedLatencies() {
        SeededSeries series = new SeededSeries(2);
        double truth = 100 * Math.exp(0.125);

        assertThat(coverage(truth, () -> BOOTSTRAP.mean(List.of(series.logNormal(400, 100, 0.5)))))
                .isBetween(0.915, 0.985);
    }

    @Test
    void coversAHighQuantile() {
        SeededSeries series = new SeededSeries(3);
        double truth = 100 * Math.exp(0.5 * 1.2815516);

        assertThat(coverage(truth, () -> BOOTSTRAP.quantile(List.of(series.logNormal(600, 100, 0.5)), 0.9)))
                .isBetween(0.915, 0.985);
    }

    /** Ignoring a correlation of 0.7 leaves 59 % coverage of the mean. Blocks of a finite series stay a little short. */
    @Test
    void coversTheMeanOfDependentLatencies() {
        SeededSeries series = new SeededSeries(4);

        assertThat(coverage(100, () -> BOOTSTRAP.mean(List.of(series.autoregression(1_500, 100, 10, 0.7)))))
                .isBetween(0.90, 0.985);
    }

    @Test
    void coversTheMedianOfDependentLatencies() {
        SeededSeries series = new SeededSeries(5);

        assertThat(coverage(100, () -> BOOTSTRAP.median(List.of(series.autoregression(1_500, 100, 10, 0.7)))))
                .isBetween(0.90, 0.985);
    }

    /** Forks 5 % apart, each alone known to 1.3 %: the pooled interval would cover about 38 %, resampled forks 77 %. */
    @Test
    void coversWhenThreeForksDiffer() {
        SeededSeries series = new SeededSeries(6);

        assertThat(coverage(100, () -> BOOTSTRAP.median(forks(series, 3, 0.05))))
                .isBetween(0.915, 0.985);
    }

    @Test
    void coversWhenFiveForksDifferAsMuchAsTheirNoise() {
        SeededSeries series = new SeededSeries(7);

        assertThat(coverage(100, () -> BOOTSTRAP.median(forks(series, 5, 0.013))))
                .isBetween(0.93, 1.0);
    }

    /** Windows of two lengths: a mean of rates would be biased, the rate of the sums is 50. */
    @Test
    void coversARateOfUnevenWindows() {
        SeededSeries series = new SeededSeries(9);

        assertThat(coverage(50, () -> {
                    double[] durations = series.logNormal(200, 1, 0.8);
                    double[] amounts = durations.clone();
                    for (int i = 0; i < amounts.length; i++) {
                        amounts[i] *= 50 * (1 + 0.2 * series.gaussian() / Math.sqrt(durations[i]));
                        amounts[i] = Math.max(0, amounts[i]);
                    }
                    return BOOTSTRAP.rate(List.of(RateSeries.of(amounts, durations)));
                }))
                .isBetween(0.91, 0.985);
    }

    /** One interval against theory: 2 * 1.96 * 1.2533 * sd / sqrt(n) for the median of a normal sample. */
    @Test
    void theWidthIsThatOfTheory() {
        SeededSeries series = new SeededSeries(10);
        double width = 0;
        for (int trial = 0; trial < 50; trial++) {
            double[] values = series.autoregression(5_000, 100, 10, 0);
            width += BOOTSTRAP.median(List.of(values)).width() / 50;
        }

        assertThat(width).isCloseTo(2 * 1.96 * 1.2533 * 10 / Math.sqrt(5_000), within(0.06));
    }

    @Test
    void theEstimateCountsEveryForkOnce() {
        BootstrapEstimate mean = BOOTSTRAP.mean(List.of(new double[] {1, 1, 1, 1, 1, 1}, new double[] {4}));

        assertThat(mean.estimate()).isEqualTo(2.5);
        assertThat(mean.forks()).isEqualTo(2);
        assertThat(mean.spread()).isEqualTo(BootstrapEstimate.Spread.BETWEEN_FORKS);
    }

    @Test
    void agreeingForksAreLimitedByTheirOwnNoise() {
        double[] values = new SeededSeries(11).logNormal(300, 100, 0.5);
        BootstrapEstimate median = BOOTSTRAP.median(List.of(values, values.clone(), values.clone()));

        assertThat(median.spread()).isEqualTo(BootstrapEstimate.Spread.WITHIN_FORKS);
        assertThat(median.width()).isPositive();
    }

    @Test
    void equalValuesGiveAnIntervalWithoutWidth() {
        double[] equal = {5, 5, 5, 5};
        BootstrapEstimate estimate = BOOTSTRAP.median(List.of(equal, equal, equal));

        assertThat(estimate.interval().low()).isEqualTo(5);
        assertThat(estimate.interval().high()).isEqualTo(5);
        assertThat(estimate.relativeHalfWidth()).hasValue(0);
    }

    @Test
    void oneValueGivesAnIntervalWithoutWidth() {
        assertThat(BOOTSTRAP.median(List.of(new double[] {7})).interval())
                .isEqualTo(new Interval(7, 7, 0.95, "block bootstrap in one fork"));
        assertThat(BOOTSTRAP.quantile(List.of(new double[] {7, 8}), 0.99).estimate())
                .isCloseTo(7.99, within(1e-12));
    }

    @Test
    void theSeedDecidesEverything() {
        List<double[]> forks = forks(new SeededSeries(12), 2, 0.001);
        Interval first = BOOTSTRAP.median(forks).interval();

        assertThat(BOOTSTRAP.median(forks).interval()).isEqualTo(first);
        assertThat(TwoLevelBootstrap.seeded(2)
                        .withResamples(300)
                        .mean(forks.subList(0, 1))
                        .interval())
                .isNotEqualTo(BOOTSTRAP.mean(forks.subList(0, 1)).interval());
    }

    @Test
    void moreConfidenceIsWider() {
        List<double[]> fork = List.of(new SeededSeries(13).logNormal(200, 1, 0.4));

        assertThat(BOOTSTRAP.withConfidence(0.99).mean(fork).width())
                .isGreaterThan(1.15 * BOOTSTRAP.mean(fork).width());
    }

    @Test
    void inputsStayAsTheyWere() {
        double[] fork = {3, 1, 2, 5, 4};
        BOOTSTRAP.median(List.of(fork));
        BOOTSTRAP.mean(List.of(fork));

        assertThat(fork).containsExactly(3, 1, 2, 5, 4);
    }

    @Test
    void refusesWhatHasNoInterval() {
        assertThatIllegalArgumentException().isThrownBy(() -> BOOTSTRAP.median(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> BOOTSTRAP.median(List.of(new double[0])));
        assertThatIllegalArgumentException().isThrownBy(() -> BOOTSTRAP.mean(List.of(new double[] {Double.NaN})));
        assertThatIllegalArgumentException().isThrownBy(() -> BOOTSTRAP.quantile(List.of(new double[] {1, 2}), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> BOOTSTRAP.withResamples(10));
        assertThatIllegalArgumentException().isThrownBy(() -> BOOTSTRAP.withConfidence(95));
        assertThatIllegalArgumentException().isThrownBy(() -> RateSeries.of(new double[] {1}, new double[] {0}));
        assertThatIllegalArgumentException().isThrownBy(() -> RateSeries.of(new double[] {1, 2}, new double[] {1}));
    }

    @Test
    void theBlocksOfTheMeanAreThoseDrawn() {
        double[] values = new SeededSeries(14).autoregression(50, 100, 10, 0.5);
        RatioResampler resampler = RatioResampler.mean(values);
        int blockLength = ForkResampler.blockLength(Dependence.of(values), 50);
        SplitMix64 random = new SplitMix64(3);
        SplitMix64 same = new SplitMix64(3);
        for (int b = 0; b < 50; b++) {
            double sum = 0;
            for (int filled = 0; filled < 50; ) {
                int start = same.nextInt(50);
                for (int i = 0; i < blockLength && filled < 50; i++, filled++) {
                    sum += values[(start + i) % 50];
                }
            }
            assertThat(resampler.resample(random)).isCloseTo(sum / 50, within(1e-9));
        }
    }

    private static double coverage(double truth, Supplier<BootstrapEstimate> experiment) {
        int covered = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            covered += covers(experiment.get(), truth) ? 1 : 0;
        }
        return covered / (double) TRIALS;
    }

    private static boolean covers(BootstrapEstimate estimate, double truth) {
        Interval interval = estimate.interval();
        return interval.low() <= truth && truth <= interval.high();
    }

    private static List<double[]> forks(SeededSeries series, int count, double deviation) {
        List<double[]> forks = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            forks.add(series.logNormal(60, 100 * Math.exp(deviation * series.gaussian()), 0.08));
        }
        return forks;
    }
}
