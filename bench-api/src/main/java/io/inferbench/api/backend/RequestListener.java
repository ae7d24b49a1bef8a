package io.inferbench.api.backend;

/**
 * Receives what happens to one request, in order: connection, sent, head, chunks, end.
 *
 * <p>Called by one thread at a time, a thread of the session that other requests share: a method returns at once and
 * blocks on nothing. All times are of {@link System#nanoTime}, taken by the session when the thing happened and not when
 * it calls; they never run backwards within a request. A listener that throws ends its own request, {@link
 * RequestEnd.Failure#CANCELLED}, and no other.
 */
public interface RequestListener {

    /** The request has a connection, fresh or used before. Not called if none could be had. */
    default void onConnection(ConnectionUse use) {}

    /** The request is handed to the socket: t0 of every latency. Called at most once. */
    void onSent(long sentNanos);

    /** The head of the response came. Called at most once. */
    default void onHead(long arrivalNanos, int status) {}

    /**
     * A piece of the answer came. An answer that is not streamed is one chunk, at the time of its last byte; vectors and
     * rankings are none.
     *
     * @param chunk valid during this call only
     */
    void onChunk(ResponseChunk chunk);

    /** The server said what it counted. Called again if it corrects itself: the last one holds. */
    default void onUsage(long arrivalNanos, TokenUsage usage) {}

    /** The request is over; called exactly once, last. */
    void onEnd(RequestEnd end);
}
