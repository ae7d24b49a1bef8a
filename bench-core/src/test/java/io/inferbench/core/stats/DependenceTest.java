package io.inferbench.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DependenceTest {
    private static final int SIZE = 20_000;

    @Test
    void independentValuesKeepTheirSizeAndNeedNoBlocks() {
        Dependence dependence = Dependence.of(new SeededSeries(1).logNormal(SIZE, 1, 0.5));

        assertThat(dependence.lagOneCorrelation().orElseThrow()).isCloseTo(0, within(0.03));
        assertThat(dependence.effectiveSize()).isBetween(0.9 * SIZE, 1.0 * SIZE);
        assertThat(dependence.blockLength()).isLessThanOrEqualTo(3);
    }

    /** For correlation φ: effective size n (1 − φ) / (1 + φ); block length (3/2 (2φ / (1 − φ²))² n)^(1/3), here 37.6. */
    @Test
    void autoregressionGivesItsTheoreticalFigures() {
        Dependence dependence = Dependence.of(new SeededSeries(2).autoregression(SIZE, 100, 1, 0.5));

        assertThat(dependence.lagOneCorrelation().orElseThrow()).isCloseTo(0.5, within(0.03));
        assertThat(dependence.effectiveSize()).isCloseTo(SIZE / 3.0, within(0.12 * SIZE / 3));
        assertThat(dependence.blockLength()).isBetween(31, 44);
    }

    @Test
    void alternationIsNotTrustedToHelp() {
        Dependence dependence = Dependence.of(new SeededSeries(3).autoregression(SIZE, 0, 1, -0.6));

        assertThat(dependence.lagOneCorrelation().orElseThrow()).isCloseTo(-0.6, within(0.03));
        assertThat(dependence.effectiveSize()).isEqualTo(SIZE);
    }

    @Test
    void oneHugeOutlierDoesNotHideTheDependenceOfExceedances() {
        double[] series = new SeededSeries(4).autoregression(2_000, 100, 1, 0.8);
        series[1_000] = 1e9;

        assertThat(Dependence.of(series).lagOneCorrelation().orElseThrow()).isCloseTo(0, within(0.01));
        assertThat(Dependence.ofExceedances(series, 100).lagOneCorrelation().orElseThrow())
                .isGreaterThan(0.5);
    }

    @Test
    void aConstantHasNoCorrelation() {
        Dependence dependence = Dependence.of(new double[] {5, 5, 5, 5, 5});

        assertThat(dependence.lagOneCorrelation()).isEmpty();
        assertThat(dependence.effectiveSize()).isEqualTo(5);
        assertThat(dependence.blockLength()).isEqualTo(1);
    }

    @Test
    void shortSeriesAreTakenAsIndependent() {
        for (int size = 1; size < 4; size++) {
            double[] series = new SeededSeries(size).uniform(size);

            assertThat(Dependence.of(series).effectiveSize()).isEqualTo(size);
            assertThat(Dependence.of(series).blockLength()).isEqualTo(1);
        }
        assertThat(Dependence.of(new double[] {1}).lagOneCorrelation()).isEmpty();
        assertThat(Dependence.of(new double[] {1, 2, 1, 2}).blockLength()).isBetween(1, 2);
    }

    @Test
    void aStrongTrendIsBoundedByAThirdOfTheSeries() {
        double[] ramp = new double[60];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i;
        }

        assertThat(Dependence.of(ramp).blockLength()).isBetween(5, 20);
        assertThat(Dependence.of(ramp).effectiveSize()).isBetween(1.0, 10.0);
    }

    @Test
    void refusesWhatIsNoSeries() {
        assertThatIllegalArgumentException().isThrownBy(() -> Dependence.of(new double[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> Dependence.of(new double[] {Double.NaN}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dependence.ofExceedances(new double[] {1, Double.NEGATIVE_INFINITY}, 0));
    }
}
