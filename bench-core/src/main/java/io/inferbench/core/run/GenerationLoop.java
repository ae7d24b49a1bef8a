package io.inferbench.core.run;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.workload.GenerationWorkloadSession;
import java.util.List;
import java.util.OptionalLong;

/**
 * The timed loop over prompts.
 *
 * <p>A call's latency (E2EL) runs from its start to the arrival of its last token, TTFT to the arrival of its first; the
 * gaps between go to the {@link StepLog}. Room for rows and steps is made between calls, and so is the next call.
 */
final class GenerationLoop implements Caller {

    static final int TTFT = 0;
    private static final int OUTPUT_TOKENS = 1;

    private final GenerationSession session;
    private final GenerationWorkloadSession workload;
    private final RequestOrder order;
    private final RequestSizes sizes;
    private final long originNanos;
    private final IterationLog log;
    private final StepLog steps = new StepLog();
    private final StepClock clock;
    private long turn;

    /**
     * Creates a loop.
     *
     * @param originNanos the fork's clock's zero, on the clock of {@link System#nanoTime}
     */
    GenerationLoop(
            GenerationSession session,
            GenerationWorkloadSession workload,
            RequestOrder order,
            RequestSizes sizes,
            long originNanos) {
        this.session = session;
        this.workload = workload;
        this.order = order;
        this.sizes = sizes;
        this.originNanos = originNanos;
        this.log = new IterationLog(order.size() > 1, List.of(Metrics.TTFT.key(), TableNames.OUTPUT_TOKENS));
        int mostSteps = 0;
        for (int request : order.requests()) {
            mostSteps = Math.max(mostSteps, workload.request(request).maxNewTokens());
        }
        this.clock = new StepClock(mostSteps);
    }

    @Override
    public IterationLog log() {
        return log;
    }

    StepLog steps() {
        return steps;
    }

    @Override
    public int run(WindowBounds bounds) throws BackendException {
        if (log.rows() == 0) {
            steps.drop();
        }
        long fullAt = System.nanoTime() + bounds.minNanos();
        int made = 0;
        boolean more = true;
        while (more) {
            int index = order.request(turn++);
            GenerationRequest request = workload.request(index);
            sizes.add(index, request.batchSize(), OptionalLong.of(promptTokens(request)));
            log.reserve(1);
            steps.reserve(request.maxNewTokens());
            long end;
            try (GenerationCall call = session.prepare(request)) {
                clock.reset();
                long begin = System.nanoTime();
                call.run(clock);
                end = record(index, request, begin);
            }
            made++;
            more = (made < bounds.minCalls() || end - fullAt < 0)
                    && made < bounds.maxCalls()
                    && end - bounds.deadlineNanos() < 0;
        }
        return made;
    }

    private static long promptTokens(GenerationRequest request) {
        return request.prompts().stream().mapToLong(prompt -> prompt.length).sum();
    }

    /** Returns when the last token arrived. */
    private long record(int index, GenerationRequest request, long begin) throws BackendException {
        if (clock.steps() == 0) {
            throw new BackendException(
                    "the session ended a generation of request " + index + " without a single token");
        }
        int row = log.rows();
        int last = clock.steps() - 1;
        long first = clock.arrival(0);
        long end = clock.arrival(last);
        log.starts()[row] = begin - originNanos;
        log.latencies()[row] = end - begin;
        log.requests()[row] = index;
        log.extra(TTFT)[row] = first - begin;
        log.extra(OUTPUT_TOKENS)[row] = clock.totalTokens();
        log.setRows(row + 1);
        if (last > 0) {
            steps.addDecode(row, (end - first) / last);
        }
        int prompt = request.longestPrompt();
        for (int step = 1; step <= last; step++) {
            long gap = clock.arrival(step) - clock.arrival(step - 1);
            steps.add(row, step, prompt + step - 1, gap, clock.tokens(step));
        }
        return end;
    }

    @Override
    public void close() {
        // each call is closed when it is over
    }
}
