package io.inferbench.api.report;

import java.util.Locale;

/** Steps of a fork, in order. */
public enum Stage {
    /** The child process is made. */
    FORK,
    /** The model file is found or written. */
    MODEL,
    /** The backend loads it. */
    LOAD,
    /** Requests are made. */
    WORKLOAD,
    /** The first call. */
    FIRST_CALL,
    /** Outputs are compared with the reference; once more after the measurement. */
    AGREE,
    /** Calls until steady. */
    WARM_UP,
    /** Calls that count. */
    MEASUREMENT,
    /** Sampling goes on without calls. */
    COOL_DOWN,
    /** Everything is freed. */
    CLOSE;

    /** Returns the name in reports, for instance {@code warm-up}. */
    public String phaseName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
