package io.inferbench.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTestTest {
    @Test
    void exactChancesAreThoseOfCountingAllOrders() {
        List<double[]> orders = new ArrayList<>();
        permute(new double[] {1, 2, 3, 4, 5, 6, 7}, 0, orders);
        for (int score = 1; score <= 21; score += 2) {
            int wanted = score;
            long asFar = orders.stream()
                    .filter(order -> Math.abs(TrendTest.of(order).score()) >= wanted)
                    .count();
            double[] example = orders.stream()
                    .filter(order -> TrendTest.of(order).score() == wanted)
                    .findFirst()
                    .orElseThrow();

            assertThat(TrendTest.of(example).twoSidedP()).isCloseTo(asFar / 5040.0, within(1e-12));
        }
    }

    @Test
    void fiveRisingValuesAreTheFewestThatAreSignificant() {
        assertThat(TrendTest.of(new double[] {1, 2, 3, 4}).twoSidedP()).isCloseTo(2 / 24.0, within(1e-12));
        assertThat(TrendTest.of(new double[] {1, 2, 3, 4, 5}).twoSidedP()).isCloseTo(2 / 120.0, within(1e-12));
    }

    @Test
    void exactAndNormalChancesMeet() {
        double[] series = new SeededSeries(11).uniform(20);
        double exact = TrendTest.of(series).twoSidedP();
        double[] longer = java.util.Arrays.copyOf(series, 21);
        longer[20] = 0.5;

        assertThat(TrendTest.of(longer).twoSidedP()).isCloseTo(exact, within(0.1));
        assertThat(falseAlarms(20)).isCloseTo(0.05, within(0.015));
        assertThat(falseAlarms(21)).isCloseTo(0.05, within(0.015));
    }

    @Test
    void tiesWeakenATrend() {
        double[] tied = {1, 1, 1, 2, 2, 2, 3, 3, 3};
        double[] strict = {1, 2, 3, 4, 5, 6, 7, 8, 9};

        assertThat(TrendTest.of(tied).score()).isEqualTo(27);
        // (27 - 1) / sqrt((9 * 8 * 23 - 3 * 3 * 2 * 11) / 18), two-sided
        assertThat(TrendTest.of(tied).twoSidedP()).isCloseTo(0.003866, within(1e-6));
        assertThat(TrendTest.of(tied).twoSidedP())
                .isGreaterThan(TrendTest.of(strict).twoSidedP());
    }

    @Test
    void constantsAndSinglesHaveNoTrend() {
        assertThat(TrendTest.of(new double[] {4, 4, 4, 4, 4}).twoSidedP()).isEqualTo(1);
        assertThat(TrendTest.of(new double[] {4}).twoSidedP()).isEqualTo(1);
        assertThat(TrendTest.of(new double[] {4}).slope()).isZero();
    }

    @Test
    void theSlopeIgnoresAnOutlier() {
        assertThat(TrendTest.of(new double[] {10, 12, 14, 900, 18, 20, 22}).slope())
                .isEqualTo(2);
    }

    private static double falseAlarms(int size) {
        SeededSeries series = new SeededSeries(size);
        int alarms = 0;
        for (int trial = 0; trial < 4_000; trial++) {
            alarms += TrendTest.of(series.uniform(size)).twoSidedP() < 0.05 ? 1 : 0;
        }
        return alarms / 4_000.0;
    }

    private static void permute(double[] values, int fixed, List<double[]> orders) {
        if (fixed == values.length) {
            orders.add(values.clone());
            return;
        }
        for (int i = fixed; i < values.length; i++) {
            swap(values, fixed, i);
            permute(values, fixed + 1, orders);
            swap(values, fixed, i);
        }
    }

    private static void swap(double[] values, int i, int j) {
        double held = values[i];
        values[i] = values[j];
        values[j] = held;
    }
}
