package io.inferbench.core.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.metric.Unit;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0, NANOSECONDS, 0 ns",
        "850, NANOSECONDS, 850.0 ns",
        "999.96, NANOSECONDS, 1000 ns",
        "61234567, NANOSECONDS, 61.23 ms",
        "1234, NANOSECONDS, 1.234 µs",
        "61234567890, NANOSECONDS, 61.23 s",
        "6123456789012, NANOSECONDS, 6123 s",
        "0.00012345, RATIO, 0.0001234",
        "1, RATIO, 1.000",
        "123456.7, TOKENS_PER_SECOND, 123457 tokens/s",
        "NaN, TOKENS_PER_SECOND, NaN tokens/s",
        "3, COUNT, 3",
        "1536, BYTES, 1.500 KiB",
        "7516192768, BYTES, 7.000 GiB",
        "-12.5, PERCENT, -12.50 %",
    })
    void roundsToFourDigitsInAUnitThatFits(double value, Unit unit, String expected) {
        assertThat(Figures.of(value, unit)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"8234, 8.2 s", "80000, 1 min 20 s", "7500000, 2 h 05 min"})
    void saysSpansAsPeopleDo(long millis, String expected) {
        assertThat(Figures.span(Duration.ofMillis(millis))).isEqualTo(expected);
    }
}
