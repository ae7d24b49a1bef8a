package io.inferbench.core.run;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.workload.GenerationWorkloadSession;
import java.util.Arrays;
import java.util.List;

/**
 * The timed loop over prompts without phases: for measuring the harness itself, and for tests of backends.
 *
 * <p>One thread at a time; what was opened stays the caller's.
 */
public final class TimedGenerations {

    private static final long A_DAY_NANOS = 86_400_000_000_000L;

    private final GenerationLoop loop;

    private TimedGenerations(GenerationLoop loop) {
        this.loop = loop;
    }

    /**
     * Takes the requests of a workload to an open session.
     *
     * @param seed of the order in which requests take turns
     */
    public static TimedGenerations of(GenerationSession session, GenerationWorkloadSession workload, long seed) {
        return new TimedGenerations(new GenerationLoop(
                session, workload, RequestOrder.seeded(workload.size(), seed), new RequestSizes(), System.nanoTime()));
    }

    /**
     * Generates so many times; forgets the times before.
     *
     * @throws BackendException if a generation fails
     */
    public void run(int calls) throws BackendException {
        loop.log().drop();
        loop.run(new WindowBounds(calls, 0, calls, System.nanoTime() + A_DAY_NANOS));
    }

    /** Returns the time of every decode step of the latest {@link #run}, in order. */
    public long[] stepNanos() {
        return StepLog.stepTable(List.of(loop.steps())).column(Metrics.ITL.key());
    }

    /** Returns the time to the first token of each generation of the latest {@link #run}. */
    public long[] firstTokenNanos() {
        return Arrays.copyOf(loop.log().extra(GenerationLoop.TTFT), loop.log().rows());
    }
}
