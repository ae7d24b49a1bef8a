package io.inferbench.api.workload;

import io.inferbench.api.Provider;

/**
 * A source of requests.
 *
 * <p>Its session implements {@link TensorWorkloadSession} or {@link GenerationWorkloadSession}; the trial fails to open
 * if that does not fit what the backend's session can do.
 */
public interface Workload extends Provider {

    /**
     * Reads, generates and tokenises everything the requests need.
     *
     * @throws WorkloadException if a file, an option or the model's signature does not fit, naming each (W-06)
     */
    WorkloadSession open(WorkloadSpec spec) throws WorkloadException;
}
