package io.inferbench.core.run;

import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.SampleTable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The decode steps that one caller has timed: every gap between two arrivals, in primitive columns that grow between calls.
 *
 * <p>Prefill is no step here; its time is the call's TTFT. Not thread-safe: the caller writes, others read while it rests.
 */
final class StepLog {

    private static final String CALL = "call";
    private static final String TOKENS = "tokens";

    private int decodes;
    private long[] decodeCalls = new long[1 << 6];
    private long[] decodeTimes = new long[1 << 6];
    private int rows;
    private long[] calls = new long[1 << 10];
    private long[] steps = new long[1 << 10];
    private long[] contexts = new long[1 << 10];
    private long[] gaps = new long[1 << 10];
    private long[] tokens = new long[1 << 10];

    /** Makes room for one more call with so many steps; the only place that allocates. */
    void reserve(int more) {
        if (decodes == decodeCalls.length) {
            decodeCalls = Arrays.copyOf(decodeCalls, decodes * 2);
            decodeTimes = Arrays.copyOf(decodeTimes, decodes * 2);
        }
        int needed = Math.addExact(rows, more);
        if (needed <= gaps.length) {
            return;
        }
        int room = (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 8L, gaps.length * 2L));
        calls = Arrays.copyOf(calls, room);
        steps = Arrays.copyOf(steps, room);
        contexts = Arrays.copyOf(contexts, room);
        gaps = Arrays.copyOf(gaps, room);
        tokens = Arrays.copyOf(tokens, room);
    }

    /**
     * Adds a decode step.
     *
     * @param call row of the call in the caller's log
     * @param step from 1
     * @param context tokens of the longest sequence before this step's own
     * @param gapNanos since the arrival before
     * @param newTokens sequences that got one
     */
    void add(long call, int step, int context, long gapNanos, int newTokens) {
        calls[rows] = call;
        steps[rows] = step;
        contexts[rows] = context;
        gaps[rows] = gapNanos;
        tokens[rows] = newTokens;
        rows++;
    }

    /**
     * Adds a call's mean time per token after the first; a call that ended with its first has none.
     *
     * @param call row of the call in the caller's log
     */
    void addDecode(long call, long tpotNanos) {
        decodeCalls[decodes] = call;
        decodeTimes[decodes] = tpotNanos;
        decodes++;
    }

    void drop() {
        decodes = 0;
        rows = 0;
    }

    /** Returns the table {@code decodes} of all callers: one row per call that had more than one token. */
    static SampleTable decodeTable(List<StepLog> logs) {
        Map<String, long[]> columns = new LinkedHashMap<>();
        for (int i = 0; i < logs.size(); i++) {
            StepLog log = logs.get(i);
            append(columns, CALL, log.decodeCalls, log.decodes);
            append(columns, Metrics.TPOT.key(), log.decodeTimes, log.decodes);
            appendCaller(columns, logs.size(), i, log.decodes);
        }
        return new SampleTable(TableNames.DECODES, columns);
    }

    private static void appendCaller(Map<String, long[]> columns, int callers, int caller, int rows) {
        if (callers > 1) {
            long[] number = new long[rows];
            Arrays.fill(number, caller);
            append(columns, TableNames.CALLER, number, rows);
        }
    }

    /** Returns the table {@code steps} of all callers, caller after caller. */
    static SampleTable stepTable(List<StepLog> logs) {
        Map<String, long[]> columns = new LinkedHashMap<>();
        for (int i = 0; i < logs.size(); i++) {
            StepLog log = logs.get(i);
            append(columns, CALL, log.calls, log.rows);
            append(columns, TableNames.STEP, log.steps, log.rows);
            append(columns, TableNames.CONTEXT, log.contexts, log.rows);
            append(columns, Metrics.ITL.key(), log.gaps, log.rows);
            append(columns, TOKENS, log.tokens, log.rows);
            appendCaller(columns, logs.size(), i, log.rows);
        }
        return new SampleTable(TableNames.STEPS, columns);
    }

    private static void append(Map<String, long[]> columns, String name, long[] values, int count) {
        long[] before = columns.getOrDefault(name, new long[0]);
        long[] joined = Arrays.copyOf(before, before.length + count);
        System.arraycopy(values, 0, joined, before.length, count);
        columns.put(name, joined);
    }
}
