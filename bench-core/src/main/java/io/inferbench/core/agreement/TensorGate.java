package io.inferbench.core.agreement;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.workload.OutputCheck;
import io.inferbench.api.workload.TensorWorkloadSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Compares the tensors that a session gives with the reference's; one fork's worth. */
public final class TensorGate {

    private final TensorSession session;
    private final TensorWorkloadSession workload;
    private final AgreementTask task;
    private final GateFindings findings;
    private final List<RecordedRequest> own = new ArrayList<>();

    /** Takes an open session and its workload. */
    public TensorGate(TensorSession session, TensorWorkloadSession workload, AgreementTask task) {
        this.session = session;
        this.workload = workload;
        this.task = task;
        this.findings = new GateFindings(task);
    }

    /**
     * Runs the first distinct requests and looks at what comes out, before anything is timed.
     *
     * @param requests indices in the order of the measurement, all of the workload
     * @throws BackendException if a call fails
     * @throws IOException if the reference's file cannot be read or written
     */
    public Agreement before(int[] requests) throws BackendException, IOException {
        int count = Math.min(task.requests(), requests.length);
        for (int i = 0; i < count; i++) {
            InferenceRequest request = workload.request(requests[i]);
            try (TensorCall call = session.prepare(request)) {
                call.run();
                own.add(keep(requests[i], request, call));
            }
        }
        return findings.conclude(own);
    }

    private RecordedRequest keep(int index, InferenceRequest request, TensorCall call) {
        List<Tensor> outputs =
                call.outputs().stream().map(RecordedRequest::copy).toList();
        OutputCheck check = workload.check(index, outputs);
        if (check.status() == OutputCheck.Status.FAILED) {
            findings.add("the workload's check of request " + index + " failed: " + check.explanation());
        }
        return new RecordedRequest(index, InputDigest.of(request), outputs);
    }

    /**
     * Looks at outputs again after the measurement: an engine whose answer has changed gave wrong answers while it was
     * timed.
     *
     * @param outputs of the latest timed run of the first request that {@link #before} looked at
     */
    public Agreement after(List<Tensor> outputs) {
        return new GateFindings(task).compareAgain(own.get(0), outputs);
    }
}
