package io.inferbench.api.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.api.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TokenSamplerTest {

    private static final int DRAWS = 20_000;
    private static final Offset<Double> NEAR = within(0.02);

    @Test
    void greedyTakesTheLowestIdOfTheLargestLogit() {
        Tensor logits = logits(2, 1, 3, 3, 0, /* next row */ -1, -2, -1, -7);
        TokenSampler sampler = new TokenSampler(Sampling.greedy(), 2, 4);

        assertThat(sampler.choose(logits, 0)).isEqualTo(1);
        assertThat(sampler.choose(logits, 1)).isZero();
    }

    @Test
    void narrowSamplingIsGreedy() {
        Tensor logits = logits(1, 0.5f, 2, 2, 1);

        for (Sampling narrow : new Sampling[] {new Sampling(9, 1, 1, 3), new Sampling(9, 1e-9, 0, 3)}) {
            TokenSampler sampler = new TokenSampler(narrow, 1, 4);
            for (int i = 0; i < 100; i++) {
                assertThat(sampler.choose(logits, 0)).isEqualTo(1);
            }
        }
    }

    @Test
    void tokensComeAsOftenAsTheirProbabilitiesSay() {
        // Probabilities 1/2, 1/8, 1/4, 1/8 at temperature 1.
        Tensor logits = logits(1, ln(4), ln(1), ln(2), ln(1));

        assertThat(shares(logits, new Sampling(1, 1, 0, 1))).containsExactly(shares(0.5, 0.125, 0.25, 0.125), NEAR);
        assertThat(shares(logits, new Sampling(1, 1, 3, 1)))
                .containsExactly(shares(4 / 7.0, 1 / 7.0, 2 / 7.0, 0), NEAR);
        assertThat(shares(logits, new Sampling(1, 0.7, 0, 1))).containsExactly(shares(2 / 3.0, 0, 1 / 3.0, 0), NEAR);
        assertThat(shares(logits, new Sampling(1, 0.76, 0, 1)))
                .containsExactly(shares(4 / 7.0, 1 / 7.0, 2 / 7.0, 0), NEAR);
        assertThat(shares(logits, new Sampling(0.5, 1, 0, 1)))
                .containsExactly(shares(16 / 22.0, 1 / 22.0, 4 / 22.0, 1 / 22.0), NEAR);
    }

    @Test
    void aSequenceDoesNotDependOnItsNeighboursAndARestartRepeats() {
        Tensor logits = logits(2, 0, 0, 0, 0, 0, 0, 0, 0);
        TokenSampler both = new TokenSampler(new Sampling(1, 1, 0, 5), 2, 4);
        TokenSampler alone = new TokenSampler(new Sampling(1, 1, 0, 5), 1, 4);
        int[] first = new int[50];
        for (int i = 0; i < first.length; i++) {
            both.choose(logits, 1);
            first[i] = both.choose(logits, 0);
            assertThat(alone.choose(logits, 0)).isEqualTo(first[i]);
        }

        both.restart();

        for (int token : first) {
            assertThat(both.choose(logits, 0)).isEqualTo(token);
        }
        assertThat(first).contains(0, 1, 2, 3);
    }

    @Test
    void masksAreTakenAndNonsenseIsNot() {
        Tensor masked = logits(1, Float.NEGATIVE_INFINITY, 0, Float.NEGATIVE_INFINITY, -1);
        assertThat(shares(masked, new Sampling(1, 1, 0, 1))[0]).isZero();

        for (float nonsense : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            TokenSampler sampler = new TokenSampler(Sampling.greedy(), 1, 4);
            assertThatThrownBy(() -> sampler.choose(logits(1, 0, 1, nonsense, 0), 0))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("token 2");
        }
        TokenSampler wider = new TokenSampler(Sampling.greedy(), 1, 5);
        assertThatThrownBy(() -> wider.choose(masked, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] shares(double... shares) {
        return shares;
    }

    private static double[] shares(Tensor logits, Sampling sampling) {
        TokenSampler sampler = new TokenSampler(sampling, 1, 4);
        double[] shares = new double[4];
        for (int i = 0; i < DRAWS; i++) {
            shares[sampler.choose(logits, 0)] += 1.0 / DRAWS;
        }
        return shares;
    }

    private static float ln(double value) {
        return (float) Math.log(value);
    }

    private static Tensor logits(int batch, float... values) {
        return Tensor.ofFloats("logits", new long[] {batch, values.length / batch}, values);
    }
}
