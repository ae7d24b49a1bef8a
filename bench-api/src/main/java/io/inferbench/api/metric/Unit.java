package io.inferbench.api.metric;

/** Units of measured values, with the suffix that names carry in JSON keys and table headings. */
public enum Unit {
    /** Nanoseconds. */
    NANOSECONDS("ns"),
    /** Events per second. */
    PER_SECOND("per_s"),
    /** Samples per second. */
    SAMPLES_PER_SECOND("samples_per_s"),
    /** Tokens per second. */
    TOKENS_PER_SECOND("tokens_per_s"),
    /** Bytes. */
    BYTES("bytes"),
    /** Hundredths. */
    PERCENT("percent"),
    /** Energy. */
    JOULES("j"),
    /** Power. */
    WATTS("w"),
    /** A plain count. */
    COUNT("count"),
    /** A ratio. */
    RATIO("ratio");

    private final String suffix;

    Unit(String suffix) {
        this.suffix = suffix;
    }

    /** Returns the suffix, for instance {@code ns}. */
    public String suffix() {
        return suffix;
    }
}
