package io.inferbench.core.run;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.workload.TensorWorkloadSession;
import java.util.Arrays;

/**
 * The timed loop without phases: for measuring the harness itself, and for tests of backends.
 *
 * <p>One thread at a time.
 */
public final class TimedCalls implements AutoCloseable {

    private static final long A_DAY_NANOS = 86_400_000_000_000L;

    private final IterationLoop loop;

    private TimedCalls(IterationLoop loop) {
        this.loop = loop;
    }

    /**
     * Prepares the requests of a workload on an open session.
     *
     * @param seed of the order in which requests take turns
     * @throws BackendException if a request does not fit the model
     */
    public static TimedCalls of(TensorSession session, TensorWorkloadSession workload, long seed)
            throws BackendException {
        return new TimedCalls(new IterationLoop(
                PreparedCalls.prepare(
                        session, workload, RequestOrder.seeded(workload.size(), seed), new RequestSizes()),
                System.nanoTime()));
    }

    /** Returns calls that do nothing, so that what is left is the loop. */
    public static TimedCalls ofNothing() {
        try {
            return of(new NullSession(), new NullWorkload(), 0);
        } catch (BackendException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Makes so many calls; forgets those of the time before.
     *
     * @return how many were made
     * @throws BackendException if a call fails
     */
    public int run(int calls) throws BackendException {
        loop.log().drop();
        return loop.run(new WindowBounds(calls, 0, calls, System.nanoTime() + A_DAY_NANOS));
    }

    /** Returns the latencies of the latest {@link #run}, in the order of the calls. */
    public long[] latencyNanos() {
        return Arrays.copyOf(loop.log().latencies(), loop.log().rows());
    }

    @Override
    public void close() {
        loop.close();
    }
}
