package io.inferbench.backend.ort;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;

/**
 * A host tensor and the engine's side of it.
 *
 * @param host what Java reads and writes
 * @param engine what the engine reads and writes
 * @param memory where the engine's side is
 */
record MirroredTensor(Tensor host, EngineTensor engine, CallMemory memory) {

    /** Mirrors a tensor; the memory owns the mirror. */
    static MirroredTensor of(Tensor host, CallMemory memory) throws BackendException {
        return new MirroredTensor(host, memory.mirror(host), memory);
    }

    /** Carries the host's values to the engine. */
    void toEngine() {
        memory.toEngine(host, engine);
    }

    /** Carries the engine's values to the host, which may read them once the memory is synchronised. */
    void toHost() {
        memory.toHost(engine, host);
    }
}
