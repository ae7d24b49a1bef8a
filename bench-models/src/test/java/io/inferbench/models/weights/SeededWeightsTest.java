package io.inferbench.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Seeded weights: any piece in any order gives the same numbers, with the spread that was asked for. */
class SeededWeightsTest {
    private static final WeightSpec MATRIX = WeightSpec.matrix("a.weight", 500, 400, 0.02f);

    @Test
    void piecesMakeTheWhole() {
        float[] whole = read(new SeededWeights(9), MATRIX, 0, 200_000);
        SeededWeights source = new SeededWeights(9);
        for (int first : List.of(150_000, 7, 99_999, 0)) {
            float[] piece = read(source, MATRIX, first, 1000);
            for (int i = 0; i < piece.length; i++) {
                assertThat(piece[i]).isEqualTo(whole[first + i]);
            }
        }
    }

    /** Sealed: these numbers may not change between JDKs, platforms or versions of this library. */
    @Test
    void firstValuesStayTheSame() {
        assertThat(read(new SeededWeights(42), MATRIX, 0, 4))
                .containsExactly(-0.01593087f, -0.021551263f, 0.045297187f, -0.0123804f);
    }

    @Test
    void seedAndNameBothChangeTheStream() {
        float[] values = read(new SeededWeights(1), MATRIX, 0, 50);
        assertThat(read(new SeededWeights(2), MATRIX, 0, 50)).isNotEqualTo(values);
        WeightSpec other = WeightSpec.matrix("b.weight", 500, 400, 0.02f);
        assertThat(read(new SeededWeights(1), other, 0, 50)).isNotEqualTo(values);
    }

    @Test
    void meanAndSpreadAreAsAsked() {
        float[] values = read(new SeededWeights(3), MATRIX, 0, 200_000);
        double mean = 0;
        double square = 0;
        double neighbours = 0;
        for (int i = 0; i < values.length; i++) {
            mean += values[i] / values.length;
            square += (double) values[i] * values[i] / values.length;
            neighbours += i == 0 ? 0 : (double) values[i] * values[i - 1] / values.length;
        }
        assertThat(mean).isCloseTo(0, within(0.02 * 4 / Math.sqrt(values.length)));
        assertThat(Math.sqrt(square)).isCloseTo(0.02, within(0.0002));
        assertThat(neighbours / square).isCloseTo(0, within(4 / Math.sqrt(values.length)));
        float[] gains = read(new SeededWeights(3), WeightSpec.gain("g", 100_000), 0, 100_000);
        double gain = 0;
        for (float g : gains) {
            gain += g / 1e5;
        }
        assertThat(gain).isCloseTo(1, within(0.001));
    }

    private static float[] read(SeededWeights source, WeightSpec tensor, int first, int count) {
        float[] values = new float[count];
        source.read(tensor, first, values, 0, count);
        return values;
    }
}
