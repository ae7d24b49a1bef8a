package io.inferbench.api.backend;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** How a request ended. */
public sealed interface RequestEnd {

    /** Returns when, by {@link System#nanoTime}: the arrival of what ended it. */
    long endNanos();

    /** Classes of failure; the same words stand in the report. */
    enum Failure {
        /** No connection: refused, unreachable, unknown host, or not in time. */
        CONNECT,
        /** TLS was not agreed on: an unknown certificate, another host's, another version. */
        TLS,
        /** A status that says no, but none of the two below. */
        HTTP_STATUS,
        /** Status 429, or 503 with a time to come back at. */
        THROTTLED,
        /** The server said in the stream that it failed, after status 200. */
        IN_STREAM,
        /** The connection was reset or closed, before the whole head of the response. */
        RESET,
        /** The response ended early: before its stated length, its last chunk, its finish reason or its end mark. */
        TRUNCATED,
        /** The response is not what the protocol says: no HTTP, no JSON, bad UTF-8, the wrong content. */
        MALFORMED,
        /** It ended in good order and brought nothing of what was asked for. */
        NO_OUTPUT,
        /** It took longer than the session allows. */
        TIMEOUT,
        /** {@link InFlight#cancel} was called, or the listener threw. */
        CANCELLED,
        /** The session was closed while the request was in flight. */
        CLOSED
    }

    /**
     * The answer is whole.
     *
     * @param reason the server's word for why it stopped: {@code stop}, {@code length}; absent where nothing is generated
     */
    record Finished(long endNanos, Optional<String> reason) implements RequestEnd {}

    /**
     * There is no whole answer, however much of it came.
     *
     * @param failure the class
     * @param detail what was found, in words; no secret
     * @param status the HTTP status, if a head came
     * @param retryAfter when the server says to come back
     */
    record Failed(long endNanos, Failure failure, String detail, OptionalInt status, Optional<Duration> retryAfter)
            implements RequestEnd {

        /** Refuses absent parts. */
        public Failed {
            Objects.requireNonNull(failure, "failure");
            Objects.requireNonNull(detail, "detail");
        }

        /** Returns a failure without status. */
        public static Failed of(long endNanos, Failure failure, String detail) {
            return new Failed(endNanos, failure, detail, OptionalInt.empty(), Optional.empty());
        }
    }
}
