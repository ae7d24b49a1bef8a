package io.inferbench.core.run;

import java.util.List;
import java.util.function.LongUnaryOperator;

/** A caller whose calls take what a function says, in no time at all. */
final class ScriptedCaller implements Caller {

    private final LongUnaryOperator latency;
    private final IterationLog log = new IterationLog(false, List.of());
    private long calls;
    private long clock;

    private ScriptedCaller(long clock, LongUnaryOperator latency) {
        this.clock = clock;
        this.latency = latency;
    }

    /** Returns a caller whose first call starts at this time; the function is as for {@link #callers}. */
    static ScriptedCaller from(long startNanos, LongUnaryOperator latency) {
        return new ScriptedCaller(startNanos, latency);
    }

    /** Returns one caller; the function maps the number of a call, from 0, to nanoseconds. */
    static Callers callers(LongUnaryOperator latency) {
        return Callers.of(List.of(from(0, latency)));
    }

    @Override
    public int run(WindowBounds bounds) {
        int count = Math.min(bounds.minCalls(), bounds.maxCalls());
        log.reserve(count);
        for (int i = 0; i < count; i++) {
            long nanos = latency.applyAsLong(calls++);
            int row = log.rows();
            log.starts()[row] = clock;
            log.latencies()[row] = nanos;
            log.setRows(row + 1);
            clock += nanos;
        }
        return count;
    }

    @Override
    public IterationLog log() {
        return log;
    }

    @Override
    public void close() {}
}
