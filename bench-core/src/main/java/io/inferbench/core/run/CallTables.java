package io.inferbench.core.run;

import io.inferbench.api.report.Interference;
import io.inferbench.api.report.SampleTable;
import io.inferbench.core.ledger.DirtyWindows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns logs and windows into the tables of the report. */
final class CallTables {

    private CallTables() {}

    /** Returns all rows, caller after caller; with several callers a column says whose they are. */
    static SampleTable rows(String name, String latencyName, List<IterationLog> logs) {
        if (logs.size() == 1) {
            return new SampleTable(name, logs.get(0).columns(latencyName));
        }
        Map<String, long[]> all = new LinkedHashMap<>();
        List<long[]> callers = new ArrayList<>();
        for (int i = 0; i < logs.size(); i++) {
            logs.get(i).columns(latencyName).forEach((column, values) -> all.merge(column, values, CallTables::join));
            long[] caller = new long[logs.get(i).rows()];
            Arrays.fill(caller, i);
            callers.add(caller);
        }
        all.put(TableNames.CALLER, callers.stream().reduce(new long[0], CallTables::join));
        return new SampleTable(name, all);
    }

    private static long[] join(long[] first, long[] second) {
        long[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    /** Returns the windows of a measurement, each with whether the ledger calls it disturbed. */
    static SampleTable windows(List<Window> windows, Interference interference) {
        DirtyWindows dirty = DirtyWindows.of(interference);
        Map<String, long[]> columns =
                new LinkedHashMap<>(windows(TableNames.WINDOWS, windows).columns());
        columns.put(
                TableNames.DIRTY,
                windows.stream()
                        .mapToLong(window -> dirty.isDirty(window.startNanos(), window.endNanos()) ? 1 : 0)
                        .toArray());
        return new SampleTable(TableNames.WINDOWS, columns);
    }

    static SampleTable windows(String name, List<Window> windows) {
        Map<String, long[]> columns = new LinkedHashMap<>();
        columns.put(
                TableNames.START, windows.stream().mapToLong(Window::startNanos).toArray());
        columns.put(
                TableNames.DURATION,
                windows.stream().mapToLong(Window::durationNanos).toArray());
        columns.put(TableNames.CALLS, windows.stream().mapToLong(Window::calls).toArray());
        columns.put(
                TableNames.MEDIAN,
                windows.stream().mapToLong(Window::medianNanos).toArray());
        return new SampleTable(name, columns);
    }
}
