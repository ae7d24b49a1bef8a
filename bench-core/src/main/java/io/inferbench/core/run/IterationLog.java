package io.inferbench.core.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows that one caller has timed, in primitive columns that grow between calls and never during one.
 *
 * <p>Not thread-safe: the caller writes, and others read while it rests.
 */
final class IterationLog {

    private static final int FIRST_ROOM = 1 << 12;

    private final List<String> extraNames;
    private final boolean manyRequests;
    private int rows;
    private long[] starts = new long[FIRST_ROOM];
    private long[] latencies = new long[FIRST_ROOM];
    private int[] requests = new int[FIRST_ROOM];
    private final long[][] extras;

    /**
     * Creates an empty log.
     *
     * @param manyRequests whether it matters which request a row belongs to
     * @param extraNames columns beside start, latency and request
     */
    IterationLog(boolean manyRequests, List<String> extraNames) {
        this.manyRequests = manyRequests;
        this.extraNames = List.copyOf(extraNames);
        this.extras = new long[extraNames.size()][FIRST_ROOM];
    }

    /** Makes room for so many more rows; the only place that allocates. */
    void reserve(int more) {
        int needed = Math.addExact(rows, more);
        if (needed <= starts.length) {
            return;
        }
        int room = (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 8L, starts.length * 2L));
        starts = Arrays.copyOf(starts, room);
        latencies = Arrays.copyOf(latencies, room);
        requests = Arrays.copyOf(requests, room);
        for (int i = 0; i < extras.length; i++) {
            extras[i] = Arrays.copyOf(extras[i], room);
        }
    }

    /** Forgets the rows, keeps the memory. */
    void drop() {
        rows = 0;
    }

    int rows() {
        return rows;
    }

    void setRows(int value) {
        rows = value;
    }

    /** Returns the live column of start offsets; valid until the next {@link #reserve}. */
    long[] starts() {
        return starts;
    }

    /** Returns the live column of latencies; valid until the next {@link #reserve}. */
    long[] latencies() {
        return latencies;
    }

    /** Returns the live column of request indices; valid until the next {@link #reserve}. */
    int[] requests() {
        return requests;
    }

    /** Returns a live further column; valid until the next {@link #reserve}. */
    long[] extra(int index) {
        return extras[index];
    }

    /** Returns copies of all columns by their names in reports. */
    Map<String, long[]> columns(String latencyName) {
        Map<String, long[]> columns = new LinkedHashMap<>();
        columns.put(TableNames.START, Arrays.copyOf(starts, rows));
        columns.put(latencyName, Arrays.copyOf(latencies, rows));
        for (int i = 0; i < extras.length; i++) {
            columns.put(extraNames.get(i), Arrays.copyOf(extras[i], rows));
        }
        if (manyRequests) {
            columns.put(
                    TableNames.REQUEST,
                    Arrays.stream(requests, 0, rows).asLongStream().toArray());
        }
        return columns;
    }
}
