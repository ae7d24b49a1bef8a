package io.inferbench.backend.remote.wire;

/** When connections are opened and how long they are kept. */
public enum ConnectionPolicy {
    /** Before the first request; more are opened if those are all in use. */
    PRE_OPENED,
    /** When a request finds none free, and kept. */
    POOLED,
    /** For each request, and closed after it. */
    PER_REQUEST
}
