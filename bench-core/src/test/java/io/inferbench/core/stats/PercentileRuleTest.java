package io.inferbench.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentileRuleTest {
    /** MLPerf LoadGen's minimum query counts at 99 % confidence. */
    @ParameterizedTest
    @CsvSource({"0.90, 64", "0.95, 130", "0.97, 219", "0.99, 662", "0.999, 6636"})
    void needsTheSamplesOfLoadGen(double probability, long needed) {
        assertThat(PercentileRule.standard().neededSamples(probability)).isEqualTo(needed);
    }

    @Test
    void aLowPercentileNeedsWhatItsMirrorImageNeeds() {
        assertThat(PercentileRule.standard().neededSamples(0.01)).isEqualTo(662);
        assertThat(PercentileRule.standard().neededSamples(0.5)).isEqualTo(11);
    }

    @Test
    void discardingNothingNeedsOnlyOneValueAbove() {
        // 0.9^44 < 0.01 < 0.9^43
        assertThat(PercentileRule.of(0.99, 0).neededSamples(0.9)).isEqualTo(44);
    }

    @Test
    void oneSampleTooFewIsAbsentWithTheNumberNeeded() {
        SortedSample sample = SortedSample.of(new SeededSeries(1).uniform(661));

        assertThat(PercentileRule.standard().answer(sample, 0.99))
                .isEqualTo(new PercentileAnswer.Absent(0.99, 661, 662));
    }

    @Test
    void atTheThresholdTheBoundIsTheSecondLargest() {
        SortedSample sample = SortedSample.of(new SeededSeries(1).uniform(662));
        PercentileAnswer answer = PercentileRule.standard().answer(sample, 0.99);

        assertThat(answer.present()).hasValueSatisfying(present -> {
            assertThat(present.value()).isEqualTo(sample.quantile(0.99));
            assertThat(present.upperBound()).isEqualTo(sample.orderStatistic(661));
        });
    }

    /** The bound must hold in at least 99 % of samples, and not in all of them, or it is needlessly high. */
    @Test
    void theUpperBoundHoldsAsOftenAsItSays() {
        SeededSeries series = new SeededSeries(42);
        int trials = 20_000;
        int held = 0;
        for (int trial = 0; trial < trials; trial++) {
            SortedSample sample = SortedSample.of(series.uniform(200));
            held += PercentileRule.standard().upperBound(sample, 0.9).orElseThrow() >= 0.9 ? 1 : 0;
        }

        // 0.9913 exactly, for the tenth largest of 200.
        assertThat(held / (double) trials).isCloseTo(0.9913, within(0.003));
    }

    @Test
    void aSampleTooSmallForAnyBoundHasNone() {
        assertThat(PercentileRule.standard().upperBound(SortedSample.of(new double[43]), 0.9))
                .isEmpty();
        assertThat(PercentileRule.standard().upperBound(SortedSample.of(new double[44]), 0.9))
                .isPresent();
    }

    @Test
    void binomialTailAgreesWithCountingEveryOutcome() {
        int size = 14;
        double[] exactly = new double[size + 1];
        for (int outcome = 0; outcome < 1 << size; outcome++) {
            int above = Integer.bitCount(outcome);
            exactly[above] += Math.pow(0.3, above) * Math.pow(0.7, size - above);
        }
        for (int most = 0; most <= size; most++) {
            double counted = Arrays.stream(exactly, 0, most + 1).sum();
            assertThat(new BinomialTail(0.7).atMost(most, size)).isCloseTo(counted, within(1e-12));
        }
    }

    @Test
    void largeSamplesDoNotUnderflow() {
        // Mean 500 000, standard deviation 500: 1 163 below the mean is the 1 % point.
        assertThat(new BinomialTail(0.5).mostDiscarded(1_000_000, 0.01).orElseThrow())
                .isBetween(498_830, 498_842);
    }

    @Test
    void refusesWhatIsNoRule() {
        assertThatIllegalArgumentException().isThrownBy(() -> PercentileRule.of(1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> PercentileRule.of(0.99, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PercentileRule.standard().neededSamples(99));
    }
}
