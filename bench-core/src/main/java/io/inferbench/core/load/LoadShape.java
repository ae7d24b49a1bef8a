package io.inferbench.core.load;

import io.inferbench.api.option.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * When requests are to start, as the parameter {@code rate} says it.
 *
 * <p>Written {@code 8} (requests per second), {@code inf} (all at once), {@code 2..20} (a rate that grows along the
 * measurement), {@code 5/20s,10/20s} (steps), {@code file:schedule.txt} (a recorded schedule or trace) or
 * {@code search:1..200} (the highest rate that meets the objectives).
 */
public sealed interface LoadShape {

    /** What a person may write. */
    String FORMS = "8, inf, 2..20, 5/20s,10/20s, file:PATH or search:1..200";

    /** So many requests per second. */
    record Steady(double ratePerSecond) implements LoadShape {

        @Override
        public String toString() {
            return PlainNumber.of(ratePerSecond);
        }
    }

    /** All at once, as far as the limit of requests in flight allows. */
    record Unbounded() implements LoadShape {

        @Override
        public String toString() {
            return "inf";
        }
    }

    /** A rate that grows or falls along a line over the measurement. */
    record Ramp(double fromPerSecond, double toPerSecond) implements LoadShape {

        @Override
        public String toString() {
            return PlainNumber.of(fromPerSecond) + ".." + PlainNumber.of(toPerSecond);
        }
    }

    /** Rates one after the other. */
    record Steps(List<Step> steps) implements LoadShape {

        /** Refuses an empty list. */
        public Steps {
            steps = List.copyOf(steps);
            if (steps.isEmpty()) {
                throw new IllegalArgumentException("steps need at least one rate and time");
            }
        }

        @Override
        public String toString() {
            return steps.stream().map(Step::toString).collect(Collectors.joining(","));
        }
    }

    /** One rate for a time. */
    record Step(double ratePerSecond, Duration time) {

        @Override
        public String toString() {
            return PlainNumber.of(ratePerSecond) + "/" + PlainNumber.ofSeconds(time) + "s";
        }
    }

    /** The instants of a file. */
    record Replay(Path file) implements LoadShape {

        @Override
        public String toString() {
            return FILE + file;
        }
    }

    /** The highest rate between two that meets the objectives. */
    record Search(double leastPerSecond, double mostPerSecond) implements LoadShape {

        @Override
        public String toString() {
            return SEARCH + PlainNumber.of(leastPerSecond) + ".." + PlainNumber.of(mostPerSecond);
        }
    }

    /** Prefix of a file. */
    String FILE = "file:";

    /** Prefix of a search. */
    String SEARCH = "search:";

    /**
     * Reads a shape.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static LoadShape parse(String text) {
        String plain = text.strip();
        String word = plain.toLowerCase(Locale.ROOT);
        if (word.equals("inf")) {
            return new Unbounded();
        }
        if (word.startsWith(FILE)) {
            return new Replay(Path.of(plain.substring(FILE.length())));
        }
        if (word.startsWith(SEARCH)) {
            double[] limits = range(plain.substring(SEARCH.length()), text);
            if (limits[0] >= limits[1]) {
                throw new IllegalArgumentException("'" + text + "' should go from a lower rate to a higher one");
            }
            return new Search(limits[0], limits[1]);
        }
        if (word.contains("/")) {
            return steps(plain, text);
        }
        if (word.contains("..")) {
            double[] limits = range(plain, text);
            return new Ramp(limits[0], limits[1]);
        }
        return new Steady(rate(plain, text));
    }

    private static LoadShape steps(String plain, String text) {
        List<Step> steps = new ArrayList<>();
        for (String part : plain.split(",", -1)) {
            String[] halves = part.strip().split("/", -1);
            if (halves.length != 2) {
                throw unreadable(text);
            }
            Duration time = Durations.parse(halves[1].strip());
            if (time.isZero() || time.isNegative()) {
                throw new IllegalArgumentException("'" + text + "' has a step without length");
            }
            steps.add(new Step(rate(halves[0], text), time));
        }
        return new Steps(steps);
    }

    private static double[] range(String plain, String text) {
        String[] ends = plain.split("\\.\\.", -1);
        if (ends.length != 2) {
            throw unreadable(text);
        }
        return Arrays.stream(ends).mapToDouble(end -> rate(end, text)).toArray();
    }

    private static double rate(String number, String text) {
        try {
            double rate = Double.parseDouble(number.strip());
            if (rate > 0 && rate <= 1e9) {
                return rate;
            }
        } catch (NumberFormatException notANumber) {
            throw unreadable(text);
        }
        throw new IllegalArgumentException("a rate should be above 0 and at most 1e9 a second, not '" + text + "'");
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException("should be " + FORMS + ", not '" + text + "'");
    }
}
