package io.inferbench.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LagHistogramTest {

    @Test
    void quantilesAreAtMostSevenPercentTooHigh() {
        Random random = new Random(1);
        LagHistogram histogram = new LagHistogram();
        long[] values = new long[10_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) Math.exp(random.nextDouble() * 25);
            histogram.record(values[i]);
        }
        Arrays.sort(values);
        for (double probability : new double[] {0.001, 0.1, 0.5, 0.9, 0.99, 0.9999}) {
            long exact = values[(int) Math.ceil(probability * values.length) - 1];

            assertThat(histogram.quantile(probability)).isBetween(exact, exact + exact / 14);
        }
        assertThat(histogram.quantile(1)).isEqualTo(values[9_999]);
        assertThat(histogram.max()).isEqualTo(values[9_999]);
        assertThat(histogram.count()).isEqualTo(10_000);
    }

    @Test
    void holdsEveryValueThereIs() {
        LagHistogram histogram = new LagHistogram();
        for (int bits = 0; bits < 63; bits++) {
            histogram.record(1L << bits);
            histogram.record((1L << bits) - 1);
        }
        histogram.record(Long.MAX_VALUE);

        assertThat(histogram.quantile(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(histogram.quantile(0.001)).isZero();
    }

    @Test
    void smallValuesAreExact() {
        for (long value = 0; value < 16; value++) {
            LagHistogram histogram = new LagHistogram();
            histogram.record(value);
            histogram.record(1_000);

            assertThat(histogram.quantile(0.5)).isEqualTo(value);
        }
    }
}
