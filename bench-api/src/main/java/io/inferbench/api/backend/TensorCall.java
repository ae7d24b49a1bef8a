package io.inferbench.api.backend;

import io.inferbench.api.Tensor;
import java.util.List;

/**
 * One prepared request, run again and again by one thread.
 *
 * <p>A call that can also say how long the device was busy, how long the enqueue took or how much of its time was the engine's
 * own implements {@link DeviceTimed}, {@link EnqueueTimed} or {@link EngineTimed} as well.
 */
public interface TensorCall extends AutoCloseable {

    /**
     * Runs the request: starts with inputs in host memory, returns when every output can be read by the host.
     *
     * <p>This is the timed region. It reads the request's buffers anew each time, so changed values are seen (B-14),
     * leaves them unchanged (B-07), synchronises its device, and should not allocate on the Java heap.
     *
     * @throws BackendException if the engine fails; the session must still close (B-05)
     * @throws IllegalStateException after the session or this call was closed (B-06)
     */
    void run() throws BackendException;

    /**
     * Returns the outputs of the latest run, in the signature's order.
     *
     * <p>Valid until the next {@link #run} of this call or its close (B-09). Not part of the timed region.
     */
    List<Tensor> outputs();

    /** Frees what {@link TensorSession#prepare} bound; does nothing the second time. */
    @Override
    void close();
}
