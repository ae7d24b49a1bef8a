package io.inferbench.core.serve;

/**
 * What became of a stage, by {@link System#nanoTime}.
 *
 * @param stage what was asked for
 * @param startNanos when it began
 * @param endNanos until when requests were started, or were to be started by the schedule
 * @param started how many were
 * @param end why no more were started
 */
record StageRun(LoadStage stage, long startNanos, long endNanos, int started, End end) {

    /** Reasons to start no more. */
    enum End {
        /** All were started. */
        COUNT,
        /** The time was over. */
        TIME,
        /** So many failed one after the other that the server is taken for lost. */
        SERVER_LOST,
        /** The whole load took longer than allowed. */
        STOPPED
    }

    long durationNanos() {
        return endNanos - startNanos;
    }
}
