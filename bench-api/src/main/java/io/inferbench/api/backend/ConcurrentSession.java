package io.inferbench.api.backend;

/**
 * A session that several threads may use at once.
 *
 * <p>Each thread prepares and runs calls of its own; the results are those of one thread alone (B-11).
 */
public interface ConcurrentSession extends BackendSession {

    /** Returns how many threads may have a call running at once, at least 1. */
    int maxConcurrency();
}
