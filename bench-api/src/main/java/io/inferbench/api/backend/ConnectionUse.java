package io.inferbench.api.backend;

import java.util.OptionalLong;

/**
 * The connection that a request goes out on.
 *
 * @param number of the connection in its session, from 0 in order of opening
 * @param assignedNanos when the request got it, by {@link System#nanoTime}
 * @param connectNanos how long opening it took, TLS and name resolution not included; absent if it was open before
 * @param handshakeNanos how long TLS took; absent if it was open before, or without TLS
 */
public record ConnectionUse(int number, long assignedNanos, OptionalLong connectNanos, OptionalLong handshakeNanos) {

    /** Returns whether the connection was opened for this request, so that opening it lies before the request's send. */
    public boolean isFresh() {
        return connectNanos.isPresent();
    }
}
