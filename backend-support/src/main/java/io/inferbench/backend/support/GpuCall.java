package io.inferbench.backend.support;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.DeviceTimed;
import io.inferbench.api.backend.EnqueueTimed;
import io.inferbench.api.backend.TensorCall;
import java.util.List;
import java.util.function.LongSupplier;

/** A call on a GPU, with the device's own time and the time until it had all of its work. */
public final class GpuCall implements TensorCall, DeviceTimed, EnqueueTimed {

    private final TensorCall call;
    private final LongSupplier deviceNanos;
    private final LongSupplier enqueueNanos;

    /**
     * Adds the two times to a call.
     *
     * @param deviceNanos of the latest run
     * @param enqueueNanos of the latest run
     */
    public GpuCall(TensorCall call, LongSupplier deviceNanos, LongSupplier enqueueNanos) {
        this.call = call;
        this.deviceNanos = deviceNanos;
        this.enqueueNanos = enqueueNanos;
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
        return deviceNanos.getAsLong();
    }

    @Override
    public long enqueueNanos() {
        return enqueueNanos.getAsLong();
    }

    @Override
    public void close() {
        call.close();
    }
}
