package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.DeviceTimed;
import io.inferbench.api.backend.EnqueueTimed;
import io.inferbench.api.backend.TensorCall;
import java.util.List;

/**
 * A call on a CUDA device, with the device's own time and the time that giving it the work took.
 *
 * <p>DJL never waits for the device: the last copy of an output to the host does.
 */
final class CudaTensorCall implements TensorCall, DeviceTimed, EnqueueTimed {

    private final TorchTensorCall call;

    CudaTensorCall(TorchTensorCall call) {
        this.call = call;
    }

    @Override
    public void run() throws BackendException {
        call.run();
    }

    @Override
    public List<Tensor> outputs() {
        return call.outputs();
    }

    @Override
    public long deviceNanos() {
        return call.deviceNanos();
    }

    @Override
    public long enqueueNanos() {
        return call.enqueueNanos();
    }

    @Override
    public void close() {
        call.close();
    }
}
