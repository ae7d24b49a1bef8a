package io.inferbench.core.workload;

import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.workload.TensorWorkloadSession;
import java.util.List;
import java.util.Map;

/** Requests made of tensors, all in memory. */
record TensorRequests(List<InferenceRequest> requests, Map<String, String> facts) implements TensorWorkloadSession {

    TensorRequests {
        requests = List.copyOf(requests);
        facts = Map.copyOf(facts);
    }

    @Override
    public int size() {
        return requests.size();
    }

    @Override
    public InferenceRequest request(int index) {
        return requests.get(index);
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }
}
