package io.inferbench.core.run;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.TensorCall;
import java.util.List;

/**
 * The timed loop over tensors.
 *
 * <p>Between the two readings of the clock there is {@link TensorCall#run} and nothing else. An iteration allocates
 * nothing; rows get their room, and large workloads their next calls, between slices.
 */
final class IterationLoop implements Caller {

    /** Most calls between two looks at the log's room. */
    private static final int SLICE = 1 << 12;

    private final PreparedCalls prepared;
    private final IterationLog log;
    private final long originNanos;
    private final OwnTime[] ownTimes;
    private int next;

    /**
     * Creates a loop.
     *
     * @param prepared closed with the loop
     * @param originNanos the fork's clock's zero, on the clock of {@link System#nanoTime}
     */
    IterationLoop(PreparedCalls prepared, long originNanos) {
        this.prepared = prepared;
        this.originNanos = originNanos;
        List<OwnTime> told = OwnTime.ofAll(prepared.calls());
        this.ownTimes = told.toArray(OwnTime[]::new);
        this.log = new IterationLog(
                prepared.manyRequests(), told.stream().map(OwnTime::key).toList());
    }

    @Override
    public IterationLog log() {
        return log;
    }

    @Override
    public int run(WindowBounds bounds) throws BackendException {
        long fullAt = System.nanoTime() + bounds.minNanos();
        int made = 0;
        boolean more = true;
        while (more) {
            int most = Math.min(SLICE, bounds.maxCalls() - made);
            log.reserve(most);
            int before = log.rows();
            more = slice(bounds, fullAt, made, most) && made + log.rows() - before < bounds.maxCalls();
            made += log.rows() - before;
            if (next == 0) {
                prepared.turnOver();
            }
        }
        return made;
    }

    /** Runs to the end of the block or slice; returns whether the window wants more. */
    private boolean slice(WindowBounds bounds, long fullAt, int madeBefore, int most) throws BackendException {
        TensorCall[] calls = prepared.calls();
        int[] indices = prepared.requests();
        long[] starts = log.starts();
        long[] latencies = log.latencies();
        int[] requests = log.requests();
        long[][] further = new long[ownTimes.length][];
        for (int i = 0; i < further.length; i++) {
            further[i] = log.extra(i);
        }
        int first = log.rows();
        int last = first + (prepared.isOneBlock() ? most : Math.min(most, calls.length - next)) - 1;
        int enough = first + bounds.minCalls() - madeBefore - 1;
        int row = first;
        int at = next;
        boolean more = true;
        try {
            for (; row <= last && more; row++) {
                TensorCall call = calls[at];
                long begin = System.nanoTime();
                call.run();
                long end = System.nanoTime();
                starts[row] = begin - originNanos;
                latencies[row] = end - begin;
                requests[row] = indices[at];
                recordFurther(call, row, further);
                at = at + 1 == calls.length ? 0 : at + 1;
                more = (row < enough || end - fullAt < 0) && end - bounds.deadlineNanos() < 0;
            }
        } finally {
            log.setRows(row);
            next = at;
        }
        return more;
    }

    private void recordFurther(TensorCall call, int row, long[][] columns) {
        for (int i = 0; i < columns.length; i++) {
            columns[i][row] = ownTimes[i].of(call);
        }
    }

    @Override
    public void close() {
        prepared.close();
    }
}
