package io.inferbench.core.stats;

/** Whether the last windows look like one another. */
public sealed interface Steadiness {
    /**
     * They do.
     *
     * @param windows how many windows were looked at
     * @param relativeRange their largest difference as a fraction of their median
     */
    record Steady(int windows, double relativeRange) implements Steadiness {}

    /**
     * They do not, or there are too few of them.
     *
     * @param cause the first rule that failed
     * @param reason what was found and what is asked for, for a reader
     */
    record NotYet(Cause cause, String reason) implements Steadiness {}

    /** The rule that failed. */
    enum Cause {
        /** Fewer windows than the rule looks at. */
        TOO_FEW_WINDOWS,
        /** The windows' medians lie too far apart. */
        RANGE,
        /** The medians go up or down. */
        TREND
    }
}
