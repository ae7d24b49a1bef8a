package io.inferbench.core.run;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.ConcurrentSession;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.workload.TensorWorkloadSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests of tensors on a session that maps tensors to tensors. */
final class TensorExercise implements Exercise {

    private final TensorSession session;
    private final TensorWorkloadSession workload;
    private final RequestOrder order;
    private final int concurrency;
    private final long originNanos;
    private final RequestSizes sizes = new RequestSizes();

    TensorExercise(
            TensorSession session,
            TensorWorkloadSession workload,
            RequestOrder order,
            int concurrency,
            long originNanos) {
        this.session = session;
        this.workload = workload;
        this.order = order;
        this.concurrency = concurrency;
        this.originNanos = originNanos;
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
    public Callers callers() throws BackendException {
        requireConcurrency();
        List<IterationLoop> loops = new ArrayList<>();
        try {
            for (int i = 0; i < concurrency; i++) {
                RequestOrder own = order.startingAt((int) ((long) i * order.size() / concurrency));
                loops.add(new IterationLoop(PreparedCalls.prepare(session, workload, own, sizes), originNanos));
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

    @Override
    public void close() {}
}
