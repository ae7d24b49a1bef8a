package io.inferbench.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SortedSampleTest {
    /** As numpy.quantile and R's quantile(type = 7) give them. */
    @Test
    void quantilesAreTypeSeven() {
        SortedSample sample = SortedSample.of(new double[] {40, 10, 30, 20});

        assertThat(sample.quantile(0)).isEqualTo(10);
        assertThat(sample.quantile(0.25)).isEqualTo(17.5);
        assertThat(sample.median()).isEqualTo(25);
        assertThat(sample.quantile(0.9)).isCloseTo(37, within(1e-12));
        assertThat(sample.quantile(1)).isEqualTo(40);
    }

    /** Type 7 makes the k-th of n values the quantile at (k - 1) / (n - 1), and is linear between. */
    @Test
    void quantilesPassThroughTheOrderStatistics() {
        double[] values = new SeededSeries(1).logNormal(257, 1, 2);
        SortedSample sample = SortedSample.of(values);
        for (int rank = 1; rank < 257; rank++) {
            double here = sample.orderStatistic(rank);
            double next = sample.orderStatistic(rank + 1);

            assertThat(sample.quantile((rank - 1) / 256.0)).isEqualTo(here);
            assertThat(sample.quantile((rank - 0.5) / 256.0)).isCloseTo((here + next) / 2, within(1e-12 * next));
        }
    }

    @Test
    void describesAKnownSample() {
        SortedSample sample = SortedSample.of(new double[] {2, 4, 4, 4, 5, 5, 7, 9});

        assertThat(sample.size()).isEqualTo(8);
        assertThat(sample.min()).isEqualTo(2);
        assertThat(sample.max()).isEqualTo(9);
        assertThat(sample.mean()).isEqualTo(5);
        assertThat(sample.standardDeviation()).hasValueCloseTo(Math.sqrt(32.0 / 7), within(1e-12));
        assertThat(sample.coefficientOfVariation()).hasValueCloseTo(Math.sqrt(32.0 / 7) / 5, within(1e-12));
        assertThat(sample.medianAbsoluteDeviation()).isEqualTo(0.5);
    }

    @Test
    void integralNanosecondsAreExact() {
        SortedSample sample = SortedSample.of(new long[] {9_007_199_254_740_991L, 1});

        assertThat(sample.max()).isEqualTo(9_007_199_254_740_991d);
        assertThat(sample.orderStatistic(1)).isEqualTo(1);
    }

    @Test
    void oneValueHasNoSpread() {
        SortedSample sample = SortedSample.of(new double[] {3});

        assertThat(sample.quantile(0.99)).isEqualTo(3);
        assertThat(sample.medianAbsoluteDeviation()).isZero();
        assertThat(sample.standardDeviation()).isEmpty();
        assertThat(sample.coefficientOfVariation()).isEmpty();
    }

    @Test
    void equalValuesAreExactlyEqualInEveryFigure() {
        SortedSample sample = SortedSample.of(new double[] {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1});

        assertThat(sample.mean()).isEqualTo(0.1);
        assertThat(sample.quantile(0.37)).isEqualTo(0.1);
        assertThat(sample.standardDeviation()).hasValue(0);
    }

    @Test
    void aZeroMeanHasNoCoefficientOfVariation() {
        assertThat(SortedSample.of(new double[] {-1, 1}).coefficientOfVariation())
                .isEmpty();
    }

    @Test
    void theSumDoesNotLoseSmallValuesBesideALargeOne() {
        double[] values = new double[10_001];
        java.util.Arrays.fill(values, 0.1);
        values[0] = 1e9;

        assertThat(SortedSample.of(values).mean()).isCloseTo((1e9 + 1000) / 10_001, within(1e-10));
    }

    @Test
    void theCallersArrayStaysAsItWas() {
        double[] values = {3, 1, 2};
        SortedSample.of(values);

        assertThat(values).containsExactly(3, 1, 2);
    }

    @Test
    void refusesWhatCannotBeSummarised() {
        assertThatIllegalArgumentException().isThrownBy(() -> SortedSample.of(new double[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> SortedSample.of(new long[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SortedSample.of(new double[] {1, Double.NaN}))
                .withMessage("Value 1 of 2 is NaN: only finite values can be summarised");
        assertThatIllegalArgumentException().isThrownBy(() -> SortedSample.of(new double[] {Double.POSITIVE_INFINITY}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SortedSample.of(new double[] {1}).quantile(99));
    }
}
