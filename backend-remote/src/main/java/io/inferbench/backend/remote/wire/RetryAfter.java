package io.inferbench.backend.remote.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The field {@code Retry-After}: seconds, or a date (RFC 9110, section 10.2.3). */
final class RetryAfter {

    private RetryAfter() {}

    static Optional<Duration> read(@Nullable String field) {
        if (field == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.ofSeconds(Math.max(0, Long.parseLong(field.strip()))));
        } catch (NumberFormatException notSeconds) {
            return readDate(field.strip());
        }
    }

    private static Optional<Duration> readDate(String field) {
        try {
            Instant date = ZonedDateTime.parse(field, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration rest = Duration.between(Instant.now(), date);
            return Optional.of(rest.isNegative() ? Duration.ZERO : rest);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
