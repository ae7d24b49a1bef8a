package io.inferbench.models.workload;

import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.workload.TensorWorkloadSession;
import java.util.List;
import java.util.Map;

/** Requests that are all there. */
final class RandomTensorSession implements TensorWorkloadSession {
    private final List<InferenceRequest> requests;
    private final Map<String, String> facts;

    RandomTensorSession(List<InferenceRequest> requests, Map<String, String> facts) {
        this.requests = List.copyOf(requests);
        this.facts = Map.copyOf(facts);
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
    public Map<String, String> facts() {
        return facts;
    }

    @Override
    public void close() {
        // Requests are memory only.
    }
}
