package io.inferbench.api.workload;

import java.util.Map;

/**
 * A finite list of ready-made requests.
 *
 * <p>The same specification gives the same requests in the same order on every machine (W-01). The harness decides order,
 * repetition and pacing.
 */
public interface WorkloadSession extends AutoCloseable {

    /** Returns the number of distinct requests, at least 1. */
    int size();

    /** Returns what a reader of the report should know: where samples came from, lengths, padding. */
    default Map<String, String> facts() {
        return Map.of();
    }

    /** Frees everything; does nothing the second time. */
    @Override
    void close();
}
