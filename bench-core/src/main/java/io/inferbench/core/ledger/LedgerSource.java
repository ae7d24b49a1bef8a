package io.inferbench.core.ledger;

/**
 * One thing that can tell what went on.
 *
 * <p>{@code begin} and {@code end} are called by the thread that starts and stops the recorder, {@code sample}, and {@code
 * begin} when it restarts, by the recorder's own in between; never two at a time. A runtime exception from any of them silences this source alone.
 */
interface LedgerSource {

    /** Returns what a reader would call it. */
    String name();

    /** Takes what later readings are compared with; called again, forgets what it had. */
    void begin(LedgerDraft draft);

    /** Takes a reading, about once a second. */
    default void sample(LedgerDraft draft, long nowNanos) {}

    /** Takes the last reading and says what there is to say. */
    void end(LedgerDraft draft, Span span);

    /**
     * The time that the ledger was open.
     *
     * @param startNanos by {@link System#nanoTime}
     * @param endNanos by {@link System#nanoTime}
     */
    record Span(long startNanos, long endNanos) {

        long durationNanos() {
            return endNanos - startNanos;
        }
    }
}
