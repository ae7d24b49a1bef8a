package io.inferbench.api.workload;

import io.inferbench.api.backend.GenerationRequest;

/** Requests made of prompts. */
public interface GenerationWorkloadSession extends WorkloadSession {

    /**
     * Returns the request at that place; no I/O, the same content every time (W-02).
     *
     * @param index from 0 to {@link #size()}, exclusive
     * @throws IndexOutOfBoundsException if it is outside (W-05)
     */
    GenerationRequest request(int index);
}
