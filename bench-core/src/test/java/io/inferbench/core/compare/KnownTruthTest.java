package io.inferbench.core.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Comparisons of simulated runs whose difference is known.
 *
 * <p>A rate of exactly 5 % is seen as up to 6.6 % in 1,000 comparisons once in a hundred tests: that is the limit for rates
 * that a method with its nominal level has. Where a margin is in force as well, the stated rate itself is.
 */
class KnownTruthTest {

    private static final int COMPARISONS = 1_000;
    private static final int FEWER = 400;
    private static final int RESAMPLES = 150;
    private static final double STATED = 0.05;
    private static final double SEEN_AT_MOST = 0.066;

    /** Forks differ by 0.5 %, as BERT's do on a quiet machine; each alone knows its median to about 0.9 %. */
    private static SimulatedRuns quiet(long seed) {
        return new SimulatedRuns(seed, 5, 150, 0.005);
    }

    @Test
    void nothingIsCalledMoreOftenThanStatedWhereThereIsNothing() {
        assertThat(calls(quiet(1), COMPARISONS, Comparison.DEFAULT_MARGIN, 1, Finding.FASTER, Finding.SLOWER))
                .isLessThanOrEqualTo(STATED);
        // Without a margin a call needs no more than the interval.
        assertThat(calls(quiet(2), COMPARISONS, 0, 1, Finding.FASTER, Finding.SLOWER))
                .isLessThanOrEqualTo(SEEN_AT_MOST);
    }

    /** The hard case: forks that differ four times as much as their own noise. */
    @Test
    void norWhereForksDifferMuch() {
        assertThat(calls(new SimulatedRuns(3, 3, 100, 0.05), COMPARISONS, 0, 1, Finding.FASTER, Finding.SLOWER))
                .isLessThanOrEqualTo(SEEN_AT_MOST);
    }

    @Test
    void norWithTwoForks() {
        assertThat(calls(new SimulatedRuns(4, 2, 100, 0.02), COMPARISONS, 0, 1, Finding.FASTER, Finding.SLOWER))
                .isLessThanOrEqualTo(STATED);
    }

    /** The rate is that of the comparison: trial by trial at 95 % each, about a third of these would call something. */
    @Test
    void norAmongManyTrials() {
        SimulatedRuns runs = new SimulatedRuns(5, 3, 40, 0.02);
        double[] alike = new double[12];
        Arrays.fill(alike, 1);
        int wrong = 0;
        for (int i = 0; i < FEWER; i++) {
            Comparison comparison = Comparison.of(runs.run("base", alike), runs.run("new", alike))
                    .margin(0)
                    .resamples(RESAMPLES);
            wrong += comparison.report().count(Finding.CANNOT_TELL) < alike.length ? 1 : 0;
        }

        assertThat(wrong / (double) FEWER).isLessThanOrEqualTo(STATED + 0.025);
    }

    @Test
    void threePercentAreCalled() {
        assertThat(calls(quiet(6), COMPARISONS, Comparison.DEFAULT_MARGIN, 1.03, Finding.SLOWER))
                .isGreaterThan(0.85);
        assertThat(calls(quiet(7), FEWER, 0, 1.03, Finding.SLOWER)).isGreaterThan(0.95);
        assertThat(calls(quiet(8), FEWER, 0, 1 / 1.03, Finding.FASTER)).isGreaterThan(0.95);
    }

    /** What is 3 % slower passes as equivalent within 2 % no more often than stated. */
    @Test
    void threePercentAreNotTakenForEquivalence() {
        assertThat(calls(quiet(9), FEWER, 0.02, 1.03, Finding.EQUIVALENT)).isLessThanOrEqualTo(STATED);
        assertThat(calls(quiet(10), FEWER, 0.03, 1, Finding.EQUIVALENT)).isGreaterThan(0.9);
    }

    private static double calls(SimulatedRuns runs, int comparisons, double margin, double factor, Finding... wanted) {
        int called = 0;
        for (int i = 0; i < comparisons; i++) {
            ComparisonReport report = Comparison.of(runs.run("base", 1), runs.run("new", factor))
                    .margin(margin)
                    .resamples(RESAMPLES)
                    .report();
            called += Arrays.asList(wanted).contains(report.trials().get(0).finding()) ? 1 : 0;
        }
        return called / (double) comparisons;
    }
}
