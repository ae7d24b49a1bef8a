package io.inferbench.backend.ort;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;

/**
 * The memory that one call has where its session runs.
 *
 * <p>On the host an engine works in the caller's own buffers and the transfers do nothing. On a device each host tensor has a
 * mirror, and transfers are enqueued in order with the engine's work.
 */
interface CallMemory {

    /**
     * Returns zeroed memory without a host side.
     *
     * @throws BackendException if there is not enough, with the bytes asked for
     */
    EngineTensor allocate(ElementType type, long... shape) throws BackendException;

    /**
     * Returns the engine's side of a host tensor; the tensor must outlive it.
     *
     * @throws BackendException if there is not enough memory, with the bytes asked for
     */
    EngineTensor mirror(Tensor host) throws BackendException;

    /** Carries a host tensor's values to its mirror. */
    void toEngine(Tensor host, EngineTensor mirror);

    /** Carries a mirror's values to its host tensor; they can be read after {@link #finish}. */
    void toHost(EngineTensor mirror, Tensor host);

    /** Begins a run on the calling thread: what follows belongs to it. */
    void begin();

    /** Ends a run: waits for the engine's work and all transfers. */
    void finish();

    /** Frees all; nothing bound to it may run any more. */
    void free();
}
