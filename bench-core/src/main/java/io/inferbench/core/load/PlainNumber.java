package io.inferbench.core.load;

import java.math.BigDecimal;

/** One text for one number: {@code 8} for 8.0, never an exponent. */
final class PlainNumber {

    private PlainNumber() {}

    static String of(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
