package io.inferbench.core.run;

import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.workload.TensorWorkloadSession;

/** One request without content. */
final class NullWorkload implements TensorWorkloadSession {

    @Override
    public int size() {
        return 1;
    }

    @Override
    public InferenceRequest request(int index) {
        return InferenceRequest.builder().build();
    }

    @Override
    public void close() {}
}
