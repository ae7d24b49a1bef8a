package io.inferbench.core.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrawsTest {

    @Test
    void everyValueOfARangeComesAsOften() {
        Draws draws = Draws.of(3, "test", 0);
        long[] counts = new long[5];
        for (int i = 0; i < 50_000; i++) {
            counts[(int) draws.between(-2, 3) + 2]++;
        }

        assertThat(LongStream.of(counts)).allMatch(count -> count > 9_600 && count < 10_400);
        assertThat(draws.between(7, 8)).isEqualTo(7);
        assertThatThrownBy(() -> draws.between(8, 8)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void normalDrawsHaveTheirMomentsAndUnitDrawsTheirBounds() {
        Draws draws = Draws.of(3, "test", 1);
        double[] normal = DoubleStream.generate(draws::gaussian).limit(50_000).toArray();

        double mean = DoubleStream.of(normal).average().orElseThrow();
        double variance = DoubleStream.of(normal)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0, within(0.02));
        assertThat(variance).isCloseTo(1, within(0.03));
        assertThat(DoubleStream.generate(draws::unit).limit(10_000)).allMatch(x -> x >= 0 && x < 1);
    }

    @Test
    void streamsDifferByNameIndexAndSeed() {
        assertThat(LongStream.of(first(1, "a", 0), first(1, "a", 1), first(1, "b", 0), first(2, "a", 0))
                        .distinct()
                        .count())
                .isEqualTo(4);
        assertThat(first(1, "a", 0)).isEqualTo(first(1, "a", 0));
    }

    private static long first(long seed, String name, long index) {
        return Draws.of(seed, name, index).between(0, Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "uniform:5..4", "uniform:0..4", "normal:1", "1,,2", "-3", "many", "list:"})
    void whatIsNoLengthIsRefused(String text) {
        assertThatThrownBy(() -> Lengths.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void normalLengthsAreCutToWhatIsAllowed() {
        Draws draws = Draws.of(3, "test", 2);
        Lengths lengths = Lengths.parse("normal:10,100");

        assertThat(LongStream.generate(() -> lengths.draw(draws, 20)).limit(200))
                .allMatch(length -> length >= 1 && length <= 20)
                .contains(1L, 20L);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "-2.5, -2.5",
        "65504, 65504",
        "65519.99, 65504",
        "65520, Infinity",
        "1e-8, 0",
        "5.960464477539063e-8, 5.960464477539063e-8",
        "6.103515625e-5, 6.103515625e-5",
        "6.0975551605224609e-5, 6.097555160522461e-5",
        "0.1, 0.0999755859375",
        "2049, 2048",
        "2051, 2052",
        "NaN, NaN"
    })
    void halfPrecisionRoundsToNearestEven(double value, double wanted) {
        Tensor tensor = Tensor.allocate("x", ElementType.FLOAT16, 1);

        TensorWriter.put(tensor, 0, value);

        assertThat(tensor.value(0)).isEqualTo(Double.valueOf(wanted));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0.1, 0.10009765625", "257, 256", "259, 260", "3.4e38, Infinity", "-Infinity, -Infinity"})
    void bfloat16RoundsToNearestEven(double value, double wanted) {
        Tensor tensor = Tensor.allocate("x", ElementType.BFLOAT16, 1);

        TensorWriter.put(tensor, 0, value);

        assertThat(tensor.value(0)).isEqualTo(Double.valueOf(wanted));
    }
}
