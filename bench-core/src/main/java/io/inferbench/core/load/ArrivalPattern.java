package io.inferbench.core.load;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the starts of requests lie around their mean rate: {@code constant}, {@code poisson}, {@code gamma:0.5} or
 * {@code bursts:10}.
 *
 * @param kind the process
 * @param parameter burstiness of gamma, size of bursts; 1 where it means nothing
 */
public record ArrivalPattern(Kind kind, double parameter) {

    /** Processes. */
    public enum Kind {
        /** Equal gaps. */
        CONSTANT,
        /** Independent exponential gaps. */
        POISSON,
        /** Independent gamma gaps. */
        GAMMA,
        /** Groups that start together. */
        BURSTS
    }

    private static final Pattern FORM =
            Pattern.compile("(constant|poisson|gamma|bursts)(?::(\\d{1,9}(?:\\.\\d{1,9})?))?");

    /** What a person may write. */
    public static final String FORMS = "constant, poisson, gamma:BURSTINESS or bursts:SIZE";

    /** Independent exponential gaps: what many users who know nothing of each other make. */
    public static final ArrivalPattern DEFAULT = new ArrivalPattern(Kind.POISSON, 1);

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static ArrivalPattern parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("should be " + FORMS + ", not '" + text + "'");
        }
        Kind kind = Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
        boolean takesParameter = kind == Kind.GAMMA || kind == Kind.BURSTS;
        if (takesParameter != (matcher.group(2) != null)) {
            throw new IllegalArgumentException("'" + text + "' should be " + FORMS);
        }
        double parameter = takesParameter ? Double.parseDouble(matcher.group(2)) : 1;
        if (!(parameter > 0) || (kind == Kind.BURSTS && parameter != Math.rint(parameter))) {
            throw new IllegalArgumentException("'" + text + "' should have "
                    + (kind == Kind.BURSTS ? "a whole number of requests" : "a burstiness") + " above 0");
        }
        return new ArrivalPattern(kind, parameter);
    }

    /** Returns the process at a mean rate. */
    public Arrivals at(double ratePerSecond) {
        return switch (kind) {
            case CONSTANT -> Arrivals.constant(ratePerSecond);
            case POISSON -> Arrivals.poisson(ratePerSecond);
            case GAMMA -> Arrivals.gamma(ratePerSecond, parameter);
            case BURSTS -> Arrivals.bursts((int) parameter, parameter / ratePerSecond);
        };
    }

    @Override
    public String toString() {
        String word = kind.name().toLowerCase(Locale.ROOT);
        return switch (kind) {
            case CONSTANT, POISSON -> word;
            case GAMMA -> word + ":" + PlainNumber.of(parameter);
            case BURSTS -> word + ":" + (int) parameter;
        };
    }
}
