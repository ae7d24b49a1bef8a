package io.inferbench.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class SteadyStateRuleTest {
    private static final SteadyStateRule RULE = new SteadyStateRule(8, 0.05);

    @Test
    void equalWindowsAreSteady() {
        assertThat(RULE.assess(new double[] {7, 7, 7, 7, 7, 7, 7, 7})).isEqualTo(new Steadiness.Steady(8, 0));
    }

    @Test
    void onlyTheLatestWindowsCount() {
        double[] medians = {900, 400, 200, 100, 101, 99, 100, 102, 98, 100, 101};

        assertThat(RULE.assess(medians))
                .asInstanceOf(InstanceOfAssertFactories.type(Steadiness.Steady.class))
                .satisfies(steady -> assertThat(steady.relativeRange()).isCloseTo(0.04, within(1e-3)));
    }

    @Test
    void tooFewWindowsSaysHowMany() {
        assertThat(RULE.assess(new double[] {1, 1, 1}))
                .isEqualTo(new Steadiness.NotYet(Steadiness.Cause.TOO_FEW_WINDOWS, "3 of 8 windows so far"));
        assertThat(RULE.assess(new double[0]))
                .isEqualTo(new Steadiness.NotYet(Steadiness.Cause.TOO_FEW_WINDOWS, "0 of 8 windows so far"));
    }

    @Test
    void oneWindowFarOffIsNotSteady() {
        assertThat(RULE.assess(new double[] {100, 101, 99, 100, 120, 100, 101, 99}))
                .isEqualTo(new Steadiness.NotYet(
                        Steadiness.Cause.RANGE, "the last 8 window medians differ by 21.0 %, more than 5.0 %"));
    }

    @Test
    void aDriftInsideTheRangeIsNotSteady() {
        assertThat(RULE.assess(new double[] {104, 103.5, 103, 102.3, 101.9, 101.1, 100.6, 100}))
                .isEqualTo(new Steadiness.NotYet(
                        Steadiness.Cause.TREND, "the last 8 window medians still go down, by 4.0 % in all"));
    }

    @Test
    void aDriftTooSmallToMatterIsSteady() {
        double[] medians = {100.7, 100.6, 100.5, 100.4, 100.3, 100.2, 100.1, 100};

        assertThat(TrendTest.of(medians).twoSidedP()).isLessThan(0.001);
        assertThat(RULE.assess(medians)).isInstanceOf(Steadiness.Steady.class);
    }

    /** A warm-up curve with noise: the rule must hold while it falls and let go soon after it has flattened. */
    @Test
    void findsTheEndOfAWarmUpCurve() {
        SeededSeries noise = new SeededSeries(5);
        int tooEarly = 0;
        int found = 0;
        for (int trial = 0; trial < 200; trial++) {
            double[] medians = new double[60];
            for (int i = 0; i < medians.length; i++) {
                medians[i] = (100 + 100 * Math.exp(-i / 4.0)) * (1 + 0.005 * noise.gaussian());
            }
            int steadyAt = firstSteady(medians);
            // After 14 windows the curve is still 3 % above its floor, and fell by 10 % over the last 8.
            tooEarly += steadyAt < 14 ? 1 : 0;
            found += steadyAt <= 35 ? 1 : 0;
        }

        assertThat(tooEarly).isZero();
        assertThat(found).isGreaterThan(190);
    }

    @Test
    void refusesRulesThatNothingOrEverythingMeets() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SteadyStateRule(4, 0.05));
        assertThatIllegalArgumentException().isThrownBy(() -> new SteadyStateRule(8, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new SteadyStateRule(8, Double.NaN));
    }

    @Test
    void refusesMediansThatCannotBeTimes() {
        assertThatIllegalArgumentException().isThrownBy(() -> RULE.assess(new double[] {1, 1, 1, 1, 1, 1, 1, 0}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RULE.assess(new double[] {1, 1, 1, 1, 1, 1, 1, Double.NaN}));
    }

    private static int firstSteady(double[] medians) {
        for (int count = 1; count <= medians.length; count++) {
            if (RULE.assess(java.util.Arrays.copyOf(medians, count)) instanceof Steadiness.Steady) {
                return count;
            }
        }
        return Integer.MAX_VALUE;
    }
}
