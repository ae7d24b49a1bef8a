package io.inferbench.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** How far what a client saw is from what the server did, over the streams of a round. */
final class RemoteErrors {

    private static final Duration FIRST_TOKEN = Duration.ofMillis(50);
    private static final double NANOS_PER_MILLI = 1e6;

    private final int tokens;
    private final double[] toldErrors;
    private final double[] firstErrors;
    private final double[] gapErrors;
    private final double[] lags;
    private int streams;
    private int gaps;
    private int events;

    RemoteErrors(int streams, int tokens) {
        this.tokens = tokens;
        this.toldErrors = new double[streams];
        this.firstErrors = new double[streams];
        this.gapErrors = new double[streams * (tokens - 1)];
        this.lags = new double[streams * tokens];
    }

    void add(RemoteRun.Seen seen, TruthProcess.Truth truth) {
        if (seen.count() != tokens || !seen.failure().isEmpty()) {
            System.out.printf(Locale.ROOT, "a stream of %d events: %s%n", seen.count(), seen.failure());
            return;
        }
        long[] written = truth.writtenNanos();
        long firstNanos = seen.arrival(0) - seen.sentNanos();
        toldErrors[streams] = (firstNanos - FIRST_TOKEN.toNanos()) / NANOS_PER_MILLI;
        firstErrors[streams++] = (firstNanos - (written[0] - truth.receivedNanos())) / NANOS_PER_MILLI;
        for (int token = 0; token < tokens; token++) {
            lags[events++] = (seen.arrival(token) - written[token]) / NANOS_PER_MILLI;
            if (token > 0) {
                long gap = seen.arrival(token) - seen.arrival(token - 1);
                gapErrors[gaps++] = Math.abs(gap - (written[token] - written[token - 1])) / NANOS_PER_MILLI;
            }
        }
    }

    /** Returns whether no event of any stream is missing. */
    boolean isWhole() {
        return streams == toldErrors.length;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d of %d events%n  TTFT error: %s%n  without the server's lateness: %s%n  ITL error: %s%n"
                        + "  write to stamp: %s%n",
                events,
                lags.length,
                quantiles(toldErrors, streams),
                quantiles(firstErrors, streams),
                quantiles(gapErrors, gaps),
                quantiles(lags, events));
    }

    private static String quantiles(double[] values, int count) {
        if (count == 0) {
            return "none";
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "p50 %.3f p99 %.3f max %.3f ms",
                sorted[count / 2],
                sorted[(int) (0.99 * (count - 1))],
                sorted[count - 1]);
    }
}
