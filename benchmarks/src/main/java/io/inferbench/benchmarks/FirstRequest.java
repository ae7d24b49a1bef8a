package io.inferbench.benchmarks;

import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.workload.TensorWorkloadSession;

/** A workload of one request, taken from another. */
record FirstRequest(TensorWorkloadSession workload) implements TensorWorkloadSession {

    @Override
    public int size() {
        return 1;
    }

    @Override
    public InferenceRequest request(int index) {
        return workload.request(0);
    }

    @Override
    public void close() {
        // whoever opened the other closes it
    }
}
