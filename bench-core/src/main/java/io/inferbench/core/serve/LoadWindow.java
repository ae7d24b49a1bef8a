package io.inferbench.core.serve;

import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.SampleTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One stage of a load as the table {@code load_stages} keeps it.
 *
 * @param stage its row
 * @param kind what it was for
 * @param startNanos when its window began, offset on the fork's clock
 * @param endNanos when its window ended
 * @param plannedStarts how many requests were to start in it
 * @param scheduled whether a schedule said when
 */
public record LoadWindow(
        int stage, LoadStage.Kind kind, long startNanos, long endNanos, int plannedStarts, boolean scheduled) {

    /** One row per stage of a load. */
    public static final String TABLE = "load_stages";

    private static final String KIND = "kind";
    private static final String START = "start_ns";
    private static final String DURATION = "duration_ns";
    private static final String PLANNED = "planned_starts";
    private static final String SCHEDULED = "scheduled";

    /** Returns its length. */
    public long nanos() {
        return endNanos - startNanos;
    }

    /** Returns its length. */
    public double seconds() {
        return nanos() * 1e-9;
    }

    boolean holds(long nanos) {
        return nanos >= startNanos && nanos < endNanos;
    }

    /** Returns the table of stages. */
    public static SampleTable table(List<LoadWindow> windows) {
        Map<String, long[]> columns = new LinkedHashMap<>();
        columns.put(
                KIND,
                windows.stream().mapToLong(window -> window.kind.ordinal()).toArray());
        columns.put(START, windows.stream().mapToLong(LoadWindow::startNanos).toArray());
        columns.put(DURATION, windows.stream().mapToLong(LoadWindow::nanos).toArray());
        columns.put(
                PLANNED, windows.stream().mapToLong(LoadWindow::plannedStarts).toArray());
        columns.put(
                SCHEDULED,
                windows.stream().mapToLong(window -> window.scheduled ? 1 : 0).toArray());
        return new SampleTable(TABLE, columns);
    }

    /** Returns the window that counts; empty if the fork served no load. */
    public static Optional<LoadWindow> measurement(ForkResult fork) {
        Optional<SampleTable> table = fork.table(TABLE);
        if (table.isEmpty()) {
            return Optional.empty();
        }
        for (int row = 0; row < table.get().rows(); row++) {
            if (table.get().column(KIND)[row] == LoadStage.Kind.MEASUREMENT.ordinal()) {
                return Optional.of(row(table.get(), row));
            }
        }
        return Optional.empty();
    }

    private static LoadWindow row(SampleTable table, int row) {
        long start = table.column(START)[row];
        return new LoadWindow(
                row,
                LoadStage.Kind.values()[(int) table.column(KIND)[row]],
                start,
                start + table.column(DURATION)[row],
                (int) table.column(PLANNED)[row],
                table.column(SCHEDULED)[row] == 1);
    }
}
