package io.inferbench.backend.ort;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.KvCache;

/**
 * The memory that one call has where its session runs.
 *
 * <p>On the host an engine works in the caller's own buffers and the transfers do nothing. On a device each host tensor has a
 * mirror, and transfers are enqueued in order with the engine's work.
 */
interface CallMemory {

    /** Returns where this is, as seen by a cache. */
    KvCache.Residency residency();

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

    /** Carries a mirror's values to its host tensor; they can be read after {@link #synchronize}. */
    void toHost(EngineTensor mirror, Tensor host);

    /** Waits for the engine's work and all transfers. */
    void synchronize();

    /** Frees all; nothing bound to it may run any more. */
    void free();
}
