package io.inferbench.core.run;

/**
 * When a window of calls ends.
 *
 * @param minCalls not before so many calls of each caller
 * @param minNanos not before so long
 * @param maxCalls at latest after so many calls of each caller, at least 1
 * @param deadlineNanos on the clock of {@link System#nanoTime}: no call starts after it, but the first one
 */
record WindowBounds(int minCalls, long minNanos, int maxCalls, long deadlineNanos) {}
