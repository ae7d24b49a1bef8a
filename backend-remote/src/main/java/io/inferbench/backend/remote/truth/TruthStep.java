package io.inferbench.backend.remote.truth;

/**
 * One thing that a {@link TruthServer} does.
 *
 * @param atNanos when, after the whole request was received
 * @param kind what
 * @param status of a head
 * @param text the media type of a head
 * @param bytes of the body, or to be written as they are; not changed
 */
record TruthStep(long atNanos, Kind kind, int status, String text, byte[] bytes) {

    /** What can be done. */
    enum Kind {
        /** Begins the response: chunked in HTTP/1.1. */
        HEAD,
        /** Writes a piece of the body, in a packet of its own. */
        BODY,
        /** Ends the response in good order. */
        END,
        /** Writes bytes past all framing (HTTP/1.1 only). */
        RAW,
        /** Closes the connection, or resets the stream of HTTP/2. */
        CLOSE,
        /** Resets the TCP connection. */
        RESET
    }
}
