package io.inferbench.api.workload;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.InferenceRequest;
import java.util.List;

/** Requests made of tensors. */
public interface TensorWorkloadSession extends WorkloadSession {

    /**
     * Returns the request at that place; no I/O, the same content every time (W-02).
     *
     * @param index from 0 to {@link #size()}, exclusive
     * @throws IndexOutOfBoundsException if it is outside (W-05)
     */
    InferenceRequest request(int index);

    /**
     * Judges the outputs of a request by what this workload knows of it: labels, ranges, a property that must hold.
     *
     * <p>Called outside the timed region, in addition to the comparison between backends (W-03).
     */
    default OutputCheck check(int index, List<Tensor> outputs) {
        return OutputCheck.notChecked();
    }
}
