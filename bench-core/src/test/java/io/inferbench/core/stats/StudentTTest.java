package io.inferbench.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {
    /** From the usual table. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.975, 12.7062047",
        "2, 0.975, 4.3026527",
        "3, 0.95, 2.3533634",
        "4, 0.975, 2.7764451",
        "5, 0.995, 4.0321430",
        "9, 0.975, 2.2621572",
        "30, 0.99, 2.4572615",
        "120, 0.975, 1.9799304"
    })
    void quantilesAreThoseOfTheTable(int degrees, double probability, double expected) {
        StudentT t = new StudentT(degrees);

        assertThat(t.quantile(probability)).isCloseTo(expected, within(1e-6));
        assertThat(t.quantile(1 - probability)).isCloseTo(-expected, within(1e-6));
        assertThat(t.cumulative(expected)).isCloseTo(probability, within(1e-8));
    }

    @Test
    void manyDegreesComeCloseToTheNormal() {
        assertThat(new StudentT(100_000).quantile(0.975)).isCloseTo(1.959964, within(0.007));
    }

    /** Expected values by numerical integration of the density. */
    @ParameterizedTest
    @CsvSource({
        "1.1, 0.975, 10.276801",
        "1.5, 0.975, 6.016663",
        "1.5, 0.995, 17.820310",
        "2.5, 0.975, 3.574655",
        "5.5, 0.995, 3.849911"
    })
    void fractionalDegreesAreNeverTooNarrow(double degrees, double probability, double expected) {
        assertThat(StudentT.quantile(degrees, probability)).isBetween(expected, 1.04 * expected);
        assertThat(StudentT.quantile(degrees, 1 - probability)).isBetween(-1.04 * expected, -expected);
    }

    @Test
    void refusesNoDegreesAndCertainty() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StudentT(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new StudentT(2).quantile(1));
    }
}
