package io.inferbench.core.run;

import java.util.Locale;

/** Names and words of the facts in {@link io.inferbench.api.report.PhaseResult#facts}; verdict rules read them. */
public final class PhaseFacts {

    /** What ended a phase. */
    public static final String ENDED = "ended";

    /** Calls made. */
    public static final String CALLS = "calls";

    /** Windows of calls made. */
    public static final String WINDOWS = "windows";

    /** Why warm-up was not steady at its cap. */
    public static final String NOT_STEADY = "not_steady";

    /** Range of the last window medians over their median. */
    public static final String RELATIVE_RANGE = "relative_range";

    /** Half-width of the median's interval over the median, as the stopping rule saw it. */
    public static final String RELATIVE_HALF_WIDTH = "relative_half_width";

    /** Rows of the warm-up that were forgotten. */
    public static final String ROWS_DROPPED = "rows_dropped";

    /** Value of {@link #ENDED}: windows look like one another. */
    public static final String STEADY = "steady";

    /** Value of {@link #ENDED}: known as precisely as asked for. */
    public static final String PRECISE = "precise";

    /** Value of {@link #ENDED}: the cap on calls. */
    public static final String MAX_CALLS = "max-calls";

    /** Value of {@link #ENDED}: the cap on time. */
    public static final String MAX_TIME = "max-time";

    private PhaseFacts() {}

    /** Returns a constant as a word. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
