package io.inferbench.core.compare;

/** What a comparison found of one trial. */
public enum Finding {
    /** Shown to be better, by more than the margin as estimated. */
    FASTER,
    /** Shown to be worse, by more than the margin as estimated. */
    SLOWER,
    /** Whatever the difference is, the whole interval lies within the margin. */
    EQUIVALENT,
    /** The interval holds both a difference that matters and one that does not. */
    CANNOT_TELL,
    /** One of the two has no number to compare, or they did not measure the same thing. */
    NOT_COMPARABLE;

    /** Returns the word in capitals, for instance {@code CANNOT TELL}. */
    public String words() {
        return name().replace('_', ' ');
    }
}
