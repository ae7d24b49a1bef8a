package io.inferbench.core.run;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.ConcurrentSession;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.core.agreement.AgreementTask;
import io.inferbench.core.agreement.TensorGate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests of tensors on a session that maps tensors to tensors. */
final class TensorExercise implements Exercise {

    private final TensorSession session;
    private final TensorWorkloadSession workload;
    private final RequestOrder order;
    private final int concurrency;
    private final long originNanos;
    private final TensorGate gate;
    private final RequestSizes sizes = new RequestSizes();
    private final List<PreparedCalls> prepared = new ArrayList<>();

    TensorExercise(
            TensorSession session,
            TensorWorkloadSession workload,
            RequestOrder order,
            int concurrency,
            AgreementTask agreement,
            long originNanos) {
        this.session = session;
        this.workload = workload;
        this.order = order;
        this.concurrency = concurrency;
        this.originNanos = originNanos;
        this.gate = new TensorGate(session, workload, agreement);
    }

    @Override
    public String latencyName() {
        return Metrics.LATENCY.key();
    }

    @Override
    public int distinctRequests() {
        return order.size();
    }

    @Override
    public void firstCall(Map<String, String> facts) throws BackendException {
        try (TensorCall call = session.prepare(workload.request(order.request(0)))) {
            long begin = System.nanoTime();
            call.run();
            facts.put(latencyName(), Long.toString(System.nanoTime() - begin));
        }
    }

    @Override
    public Agreement agree() throws BackendException, IOException {
        return gate.before(order.requests());
    }

    /** What the latest timed run left behind, if that request is still bound; else it runs once more. */
    @Override
    public Agreement agreeAgain() throws BackendException {
        int request = order.request(0);
        Optional<List<Tensor>> timed = prepared.get(0).latestOutputs(request);
        if (timed.isPresent()) {
            return gate.after(timed.get());
        }
        try (TensorCall call = session.prepare(workload.request(request))) {
            call.run();
            return gate.after(call.outputs());
        }
    }

    @Override
    public Callers callers() throws BackendException {
        requireConcurrency();
        List<IterationLoop> loops = new ArrayList<>();
        try {
            for (int i = 0; i < concurrency; i++) {
                RequestOrder own = order.startingAt((int) ((long) i * order.size() / concurrency));
                PreparedCalls calls = PreparedCalls.prepare(session, workload, own, sizes);
                prepared.add(calls);
                loops.add(new IterationLoop(calls, originNanos));
            }
        } catch (BackendException | RuntimeException | Error failed) {
            loops.forEach(IterationLoop::close);
            throw failed;
        }
        return Callers.of(loops);
    }

    private void requireConcurrency() throws BackendException {
        int most = session instanceof ConcurrentSession concurrent ? concurrent.maxConcurrency() : 1;
        if (concurrency > most) {
            throw new BackendException("the plan asks for concurrency " + concurrency
                    + "; this backend's session takes at most " + most + " caller(s) at once");
        }
    }

    @Override
    public List<SampleTable> furtherTables() {
        return List.of(sizes.table());
    }
}
