package io.inferbench.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.api.report.Interval;
import io.inferbench.core.stats.BootstrapEstimate.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Coverage of ratios whose truth is known; see {@link TwoLevelBootstrapTest} for the bands. */
class RatioEstimateTest {
    private static final int TRIALS = 400;
    private static final TwoLevelBootstrap BOOTSTRAP =
            TwoLevelBootstrap.seeded(1).withResamples(300);

    @Test
    void coversARatioOfOneForkEach() {
        SeededSeries series = new SeededSeries(8);
        int covered = 0;
        double width = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            // The same seed for both: their draws must not be taken as paired.
            BootstrapEstimate slow = BOOTSTRAP.median(List.of(series.logNormal(150, 120, 0.3)));
            BootstrapEstimate fast = BOOTSTRAP.median(List.of(series.logNormal(150, 100, 0.3)));
            Interval ratio = slow.ratioTo(fast).interval();
            covered += covers(ratio, 1.2) ? 1 : 0;
            width += (ratio.high() - ratio.low()) / TRIALS;
        }

        assertThat(covered / (double) TRIALS).isBetween(0.915, 0.985);
        // 2 * 1.96 * 1.2 * sqrt(2) * 1.2533 * 0.3 / sqrt(150)
        assertThat(width).isCloseTo(0.2043, within(0.02));
    }

    @Test
    void coversARatioOfTrialsWhoseForksDiffer() {
        SeededSeries series = new SeededSeries(21);

        assertThat(coverage(1.2, () -> forks(series, 3, 120, 0.05).ratioTo(forks(series, 3, 100, 0.05))))
                .isBetween(0.93, 0.995);
    }

    /** Pooling the variances would miss one in four here: the one trial that varies has the fewer forks. */
    @Test
    void coversARatioOfUnequalTrials() {
        SeededSeries series = new SeededSeries(22);

        assertThat(coverage(1, () -> forks(series, 3, 100, 0.1).ratioTo(forks(series, 10, 100, 0.01))))
                .isBetween(0.90, 0.985);
    }

    /** A drift of 4 % a turn that hits both sides alike: unpaired, it would be taken for a difference between forks. */
    @Test
    void pairsDoNotSeeADriftThatBothShare() {
        SeededSeries series = new SeededSeries(23);
        List<double[]> slow = new ArrayList<>();
        List<double[]> fast = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            slow.add(series.logNormal(500, 103 * Math.pow(1.04, k), 0.05));
            fast.add(series.logNormal(500, 100 * Math.pow(1.04, k), 0.05));
        }
        BootstrapEstimate numerator = BOOTSTRAP.median(slow);
        BootstrapEstimate denominator = BOOTSTRAP.median(fast);

        assertThat(numerator.pairedRatioTo(denominator).interval().low()).isGreaterThan(1.01);
        assertThat(numerator.ratioTo(denominator).interval().low()).isLessThan(1);
    }

    @Test
    void coversARatioOfPairs() {
        SeededSeries series = new SeededSeries(24);

        assertThat(coverage(1, () -> forks(series, 4, 100, 0.03).pairedRatioTo(forks(series, 4, 100, 0.03))))
                .isBetween(0.915, 0.985);
    }

    /** Both trials spread their forks by the same t quantiles; paired in order, all of the noise would cancel. */
    @Test
    void theForksOfTwoTrialsAreNotPaired() {
        RatioEstimate ratio = medians(99, 100, 101).ratioTo(medians(49.5, 50, 50.5));

        assertThat(ratio.estimate()).isEqualTo(2);
        assertThat(ratio.spread(0.95)).isEqualTo(Spread.BETWEEN_FORKS);
        // t(4) * 0.01 * sqrt(2 / 3)
        assertThat(Math.log(ratio.interval().high() / 2)).isCloseTo(2.776 * 0.00816, within(1e-4));
    }

    /** Far out there are no replicates to read: the distance goes on as that of a normal. */
    @Test
    void moreConfidenceThanReplicatesIsStillWider() {
        SeededSeries series = new SeededSeries(25);
        RatioEstimate ratio = BOOTSTRAP
                .median(List.of(series.logNormal(400, 100, 0.3)))
                .ratioTo(BOOTSTRAP.median(List.of(series.logNormal(400, 100, 0.3))));
        Interval usual = ratio.interval(0.95);
        Interval strict = ratio.interval(0.9999);

        // z(0.99995) / z(0.975)
        assertThat(Math.log(strict.high() / strict.low()) / Math.log(usual.high() / usual.low()))
                .isCloseTo(3.89 / 1.96, within(0.25));
    }

    @Test
    void saysHowManyForksWouldDo() {
        RatioEstimate ratio = medians(99, 100, 101).ratioTo(medians(99, 100, 101));
        int needed = ratio.forksFor(1.01, 0.95).orElseThrow();

        // t(2k - 2) * 0.01 * sqrt(2 / k) <= ln 1.01
        assertThat(needed).isEqualTo(10);
        assertThat(ratio.forksFor(1.0001, 0.95)).isEmpty();
        assertThat(ratio.samplesFactorFor(1.01, 0.95)).isEqualTo(1);
    }

    @Test
    void saysHowManySamplesWouldDo() {
        SeededSeries series = new SeededSeries(26);
        RatioEstimate ratio = BOOTSTRAP
                .median(List.of(series.logNormal(400, 100, 0.3)))
                .ratioTo(BOOTSTRAP.median(List.of(series.logNormal(400, 100, 0.3))));
        double halfWidth = Math.log(ratio.interval().high() / ratio.estimate());

        assertThat(ratio.forksFor(1.01, 0.95)).isEmpty();
        assertThat(ratio.samplesFactorFor(Math.exp(halfWidth / 3), 0.95)).isBetween(8.0, 14.0);
    }

    @Test
    void refusesRatiosThatMeanNothing() {
        BootstrapEstimate one = medians(1);

        assertThatIllegalArgumentException().isThrownBy(() -> one.ratioTo(medians(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> medians(0, 1).ratioTo(one));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.ratioTo(BOOTSTRAP.withResamples(500).mean(List.of(new double[] {1}))));
        assertThatIllegalArgumentException().isThrownBy(() -> one.pairedRatioTo(medians(1, 2)));
    }

    private static BootstrapEstimate medians(double... values) {
        List<double[]> forks = new ArrayList<>();
        for (double value : values) {
            forks.add(new double[] {value});
        }
        return BOOTSTRAP.median(forks);
    }

    private static BootstrapEstimate forks(SeededSeries series, int count, double median, double deviation) {
        List<double[]> forks = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            forks.add(series.logNormal(60, median * Math.exp(deviation * series.gaussian()), 0.08));
        }
        return BOOTSTRAP.median(forks);
    }

    private static double coverage(double truth, Supplier<RatioEstimate> experiment) {
        int covered = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            covered += covers(experiment.get().interval(), truth) ? 1 : 0;
        }
        return covered / (double) TRIALS;
    }

    private static boolean covers(Interval interval, double truth) {
        return interval.low() <= truth && truth <= interval.high();
    }
}
