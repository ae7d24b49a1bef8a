package io.inferbench.core.serve.peer;

import io.inferbench.core.serve.RequestRecord;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One request as vLLM's client and its descendants keep it; times in seconds.
 *
 * <p>They start the clock just before the request is posted, after it got a place and before it has a connection: our {@code
 * started}. They know no arrival that is not a chunk; an empty first delta, which they take for the first token in a chat, is
 * not in our records.
 *
 * @param start when the clock started, from the run's first start
 * @param queue from the moment the request was due to that start
 * @param success whether an answer came
 * @param error their text of a failure; empty if there is none
 * @param promptTokens read
 * @param outputTokens generated; 0 of a failed request
 * @param ttft to the first chunk; 0 if none came
 * @param gaps between chunks
 * @param latency to the last chunk; 0 of a failed request
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a list would box every gap
public record PeerRequest(
        double start,
        double queue,
        boolean success,
        String error,
        int promptTokens,
        int outputTokens,
        double ttft,
        double[] gaps,
        double latency) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Turns a record into what they would have kept. */
    static PeerRequest of(RequestRecord record, long firstStartNanos) {
        long[] arrivals = record.arrivals();
        boolean success = record.answered();
        return new PeerRequest(
                (record.startedNanos() - firstStartNanos) / NANOS_PER_SECOND,
                (record.startedNanos() - record.intendedNanos()) / NANOS_PER_SECOND,
                success,
                record.failure()
                        .map(failure -> failure.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .orElse(""),
                record.promptTokens(),
                success ? record.outputTokens() : 0,
                record.hasTokens() ? (record.firstNanos() - record.startedNanos()) / NANOS_PER_SECOND : 0,
                IntStream.range(1, arrivals.length)
                        .mapToDouble(at -> (arrivals[at] - arrivals[at - 1]) / NANOS_PER_SECOND)
                        .toArray(),
                success ? (record.lastNanos() - record.startedNanos()) / NANOS_PER_SECOND : 0);
    }

    /** Returns whether it has a time per output token: two tokens or more. */
    boolean hasTpot() {
        return success && outputTokens > 1;
    }

    /** Returns (latency − TTFT) / (N − 1). */
    double tpot() {
        return (latency - ttft) / (outputTokens - 1);
    }

    /** Returns when each chunk came, on the clock of {@link #start}. */
    double[] chunkTimes() {
        double[] times = new double[gaps.length + 1];
        times[0] = start + ttft;
        for (int gap = 0; gap < gaps.length; gap++) {
            times[gap + 1] = times[gap] + gaps[gap];
        }
        return times;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PeerRequest that
                && start == that.start
                && latency == that.latency
                && Arrays.equals(gaps, that.gaps);
    }

    @Override
    public int hashCode() {
        return Double.hashCode(start);
    }
}
