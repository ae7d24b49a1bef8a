package io.inferbench.api.option;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the durations that plans and command lines use: {@code 250ms}, {@code 1.5s}, {@code 2m}, {@code 1h}, ISO-8601. */
public final class Durations {

    private static final Pattern SHORT_FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ns|us|ms|s|m|h)");

    private Durations() {}

    /**
     * Returns the duration that the text says.
     *
     * @throws IllegalArgumentException if it is neither form, or negative
     */
    public static Duration parse(String text) {
        Matcher matcher = SHORT_FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return parseIso(text.strip());
        }
        long unitNanos = switch (matcher.group(2)) {
            case "ns" -> 1L;
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
        };
        try {
            BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unitNanos));
            return Duration.ofNanos(nanos.longValueExact());
        } catch (ArithmeticException unfit) {
            throw new IllegalArgumentException(
                    "'" + text + "' is finer than a nanosecond or longer than 292 years", unfit);
        }
    }

    private static Duration parseIso(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.isNegative()) {
                throw new IllegalArgumentException("a duration cannot be negative: '" + text + "'");
            }
            return duration;
        } catch (DateTimeParseException notIso) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration; write 250ms, 5s, 2m, 1h or PT5S", notIso);
        }
    }
}
