package io.inferbench.benchmarks;

import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.workload.GenerationWorkloadSession;

/** A workload of one batch of prompts, taken from another. */
record FirstPrompts(GenerationWorkloadSession workload) implements GenerationWorkloadSession {

    @Override
    public int size() {
        return 1;
    }

    @Override
    public GenerationRequest request(int index) {
        return workload.request(0);
    }

    @Override
    public void close() {
        // whoever opened the other closes it
    }
}
