package io.inferbench.api.backend;

import io.inferbench.api.ModelSignature;

/** A session that maps input tensors to output tensors. */
public interface TensorSession extends BackendSession {

    /** Returns the names, types and shapes the loaded model takes and gives. */
    ModelSignature signature();

    /**
     * Makes one request ready to be run many times.
     *
     * <p>Outside the timed region: may allocate and bind memory by the request's shapes. Must not move the values of the
     * inputs to a device or convert them: that is part of the call, because a user pays for it every time (B-14).
     *
     * @throws BackendException if a tensor is missing, unknown, or has the wrong type or shape, naming all of them
     *     (B-15)
     * @throws IllegalStateException after {@link #close} (B-06)
     */
    TensorCall prepare(InferenceRequest request) throws BackendException;
}
