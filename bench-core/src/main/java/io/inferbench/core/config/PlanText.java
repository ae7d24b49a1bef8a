package io.inferbench.core.config;

import java.time.Duration;
import java.util.Locale;

/** Values as plans write them. */
final class PlanText {

    /** Longer durations do not fit a count of nanoseconds. */
    private static final long LARGEST_NANOS_SECONDS = Long.MAX_VALUE / 1_000_000_000L - 1;

    private PlanText() {}

    /** Returns the largest unit that leaves no fraction, for instance {@code 1500ms}; the reader gives the same back. */
    static String of(Duration duration) {
        if (duration.getSeconds() > LARGEST_NANOS_SECONDS) {
            return duration.toString();
        }
        if (duration.getNano() % 1_000 != 0) {
            return duration.toNanos() + "ns";
        }
        if (duration.getNano() % 1_000_000 != 0) {
            return duration.toNanos() / 1_000 + "us";
        }
        if (duration.getNano() != 0) {
            return duration.toMillis() + "ms";
        }
        long seconds = duration.toSeconds();
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }

    /** Returns the word for a constant, for instance {@code in-process}. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
