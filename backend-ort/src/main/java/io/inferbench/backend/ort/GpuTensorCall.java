package io.inferbench.backend.ort;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.DeviceTimed;
import io.inferbench.api.backend.EnqueueTimed;
import io.inferbench.api.backend.TensorCall;
import java.util.List;

/** A call on a CUDA device, with the device's own time. */
final class GpuTensorCall implements TensorCall, DeviceTimed, EnqueueTimed {

    private final TensorCall call;
    private final CudaMemory memory;

    GpuTensorCall(TensorCall call, CudaMemory memory) {
        this.call = call;
        this.memory = memory;
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
        return memory.deviceNanos();
    }

    @Override
    public long enqueueNanos() {
        return memory.enqueueNanos();
    }

    @Override
    public void close() {
        call.close();
    }
}
