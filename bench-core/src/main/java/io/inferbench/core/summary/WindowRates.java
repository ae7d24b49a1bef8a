package io.inferbench.core.summary;

import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.SampleTable;
import io.inferbench.core.run.TableNames;
import io.inferbench.core.stats.RateSeries;
import java.util.Arrays;
import java.util.Optional;

/**
 * What was done in each window of a fork's measurement, per second.
 *
 * <p>A call that crosses the edge of a window counts by the part of its time inside: with several callers a window is
 * where all were busy, and calls hang over both of its ends.
 */
final class WindowRates {

    private static final double NANOS_PER_SECOND = 1e9;

    private final long[] windowStarts;
    private final long[] windowDurations;
    private final long[] starts;
    private final long[] latencies;

    private WindowRates(SampleTable windows, SampleTable calls, String latencyColumn) {
        this.windowStarts = windows.column(TableNames.START);
        this.windowDurations = windows.column(TableNames.DURATION);
        this.starts = calls.column(TableNames.START);
        this.latencies = calls.column(latencyColumn);
    }

    /**
     * Returns the rate of something each call does an amount of.
     *
     * @param latencyColumn of the calls' table
     * @param amounts per call, in the table's order
     * @return empty if the fork has no window
     */
    static Optional<RateSeries> of(ForkResult fork, String latencyColumn, double[] amounts) {
        Optional<SampleTable> windows = fork.table(TableNames.WINDOWS).filter(table -> table.rows() > 0);
        Optional<SampleTable> calls = fork.table(TableNames.ITERATIONS);
        if (windows.isEmpty() || calls.isEmpty()) {
            return Optional.empty();
        }
        return new WindowRates(windows.get(), calls.get(), latencyColumn).series(amounts);
    }

    private Optional<RateSeries> series(double[] amounts) {
        double[] done = new double[windowStarts.length];
        for (int call = 0; call < starts.length; call++) {
            int window = windowOf(starts[call] + latencies[call]);
            if (window >= 0) {
                done[window] += amounts[call] * fractionInside(call, window);
            }
        }
        double[] seconds = Arrays.stream(windowDurations)
                .mapToDouble(nanos -> nanos / NANOS_PER_SECOND)
                .toArray();
        return Arrays.stream(seconds).allMatch(length -> length > 0)
                ? Optional.of(RateSeries.of(done, seconds))
                : Optional.empty();
    }

    /** Returns the last window that had begun before the call ended; negative if none had. */
    private int windowOf(long callEnd) {
        int at = Arrays.binarySearch(windowStarts, callEnd);
        return at >= 0 ? at - 1 : -at - 2;
    }

    private double fractionInside(int call, int window) {
        if (latencies[call] == 0) {
            return starts[call] >= windowStarts[window] ? 1 : 0;
        }
        long from = Math.max(starts[call], windowStarts[window]);
        long to = Math.min(starts[call] + latencies[call], windowStarts[window] + windowDurations[window]);
        return Math.max(0, to - from) / (double) latencies[call];
    }
}
