package io.inferbench.core.run;

/**
 * A stretch of calls without a break.
 *
 * @param startNanos when every caller had begun, offset on the fork's clock
 * @param endNanos when the first caller had ended its last call
 * @param calls that ended, of all callers
 * @param medianNanos of their latencies
 */
record Window(long startNanos, long endNanos, int calls, long medianNanos) {

    long durationNanos() {
        return endNanos - startNanos;
    }
}
