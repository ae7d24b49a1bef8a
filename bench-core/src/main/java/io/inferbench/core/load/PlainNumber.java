package io.inferbench.core.load;

import java.math.BigDecimal;
import java.time.Duration;

/** One text for one number: {@code 8} for 8.0, never an exponent. */
final class PlainNumber {

    private static final int NANO_DIGITS = 9;

    private PlainNumber() {}

    static String ofSeconds(Duration time) {
        return BigDecimal.valueOf(time.toNanos(), NANO_DIGITS)
                .stripTrailingZeros()
                .toPlainString();
    }

    static String of(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
