package io.inferbench.core.run;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.workload.GenerationWorkloadSession;
import io.inferbench.core.agreement.AgreementTask;
import io.inferbench.core.agreement.GenerationGate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prompts on a session that continues them. */
final class GenerationExercise implements Exercise {

    private final GenerationSession session;
    private final GenerationWorkloadSession workload;
    private final RequestOrder order;
    private final int concurrency;
    private final long originNanos;
    private final GenerationGate gate;
    private final RequestSizes sizes = new RequestSizes();
    private final List<StepLog> steps = new ArrayList<>();

    GenerationExercise(
            GenerationSession session,
            GenerationWorkloadSession workload,
            RequestOrder order,
            int concurrency,
            AgreementTask agreement,
            long originNanos) {
        this.session = session;
        this.workload = workload;
        this.order = order;
        this.concurrency = concurrency;
        this.originNanos = originNanos;
        this.gate = new GenerationGate(session, workload, agreement);
    }

    @Override
    public String latencyName() {
        return Metrics.E2EL.key();
    }

    @Override
    public int distinctRequests() {
        return order.size();
    }

    @Override
    public void firstCall(Map<String, String> facts) throws BackendException {
        GenerationRequest request = workload.request(order.request(0));
        StepClock clock = new StepClock(request.maxNewTokens());
        try (GenerationCall call = session.prepare(request)) {
            long begin = System.nanoTime();
            call.run(clock);
            facts.put(latencyName(), Long.toString(System.nanoTime() - begin));
            if (clock.steps() > 0) {
                facts.put(Metrics.TTFT.key(), Long.toString(clock.arrival(0) - begin));
            }
        }
    }

    @Override
    public Agreement agree() throws BackendException, IOException {
        return gate.before();
    }

    @Override
    public Agreement agreeAgain() throws BackendException {
        return gate.after();
    }

    @Override
    public Callers callers() throws BackendException {
        if (concurrency > 1) {
            throw new BackendException("the plan asks for concurrency " + concurrency
                    + "; a generation session takes one caller: give it a larger batch instead");
        }
        GenerationLoop loop = new GenerationLoop(session, workload, order, sizes, originNanos);
        steps.add(loop.steps());
        return Callers.of(List.of(loop));
    }

    @Override
    public List<SampleTable> furtherTables() {
        return List.of(sizes.table(), StepLog.decodeTable(steps), StepLog.stepTable(steps));
    }
}
