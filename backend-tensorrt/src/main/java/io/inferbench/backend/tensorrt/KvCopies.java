package io.inferbench.backend.tensorrt;

import static org.bytedeco.cuda.global.cudart.cudaMemcpy2DAsync;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyDeviceToDevice;

import io.inferbench.api.backend.BackendException;
import io.inferbench.backend.support.CudaDevice;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * The cache of one call, and the new keys and values that engines leave beside it.
 *
 * <p>TensorRT gives every output a buffer of its own, so the new rows are copied to their places afterwards: when all sequences
 * are equally long, by one strided copy for all layers.
 */
final class KvCopies {

    private static final int ALIGNMENT = 256;

    private final DecoderSizes sizes;
    private final CudaDevice device;
    private final int batchSize;
    private final int capacity;
    private final Pointer cache;

    /**
     * Allocates the cache.
     *
     * @throws BackendException if there is not enough memory
     */
    KvCopies(DecoderSizes sizes, DeviceMemory memory, int batchSize, int capacity) throws BackendException {
        this.sizes = sizes;
        this.device = memory.device();
        this.batchSize = batchSize;
        this.capacity = capacity;
        this.cache = memory.allocate(sizes.cacheTensors() * tensorBytes(capacity), "the cache");
    }

    /** Returns the size of one tensor with so many tokens a sequence. */
    private long tensorBytes(int tokens) {
        return sizes.rowBytes() * batchSize * sizes.kvHeads() * tokens;
    }

    private long alignedBytes(int tokens) {
        return (tensorBytes(tokens) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Returns one of the cache's tensors, in the order of {@link DecoderSizes#cacheName}. */
    Pointer past(int place) {
        return at(cache, place * tensorBytes(capacity));
    }

    /** Returns room for what an engine gives for so many new tokens a sequence. */
    Pointer allocateFresh(DeviceMemory memory, int tokens) throws BackendException {
        return memory.allocate(sizes.cacheTensors() * alignedBytes(tokens), "new keys and values");
    }

    /** Returns the part of one tensor in such room. */
    Pointer fresh(Pointer room, int tokens, int place) {
        return at(room, place * alignedBytes(tokens));
    }

    /**
     * Enqueues the copy of new rows to the places of the cache that follow each sequence's length.
     *
     * @param starts where each sequence's new rows go
     */
    void store(Pointer room, int tokens, int[] starts) {
        boolean level = true;
        for (int start : starts) {
            level &= start == starts[0];
        }
        int heads = batchSize * sizes.kvHeads();
        if (level && alignedBytes(tokens) == tensorBytes(tokens)) {
            copy(at(cache, starts[0] * sizes.rowBytes()), room, tokens, sizes.cacheTensors() * heads);
            return;
        }
        for (int place = 0; place < sizes.cacheTensors(); place++) {
            for (int sequence = 0; sequence < batchSize; sequence++) {
                long to = ((long) sequence * sizes.kvHeads() * capacity + starts[sequence]) * sizes.rowBytes();
                long from = (long) sequence * sizes.kvHeads() * tokens * sizes.rowBytes();
                copy(at(past(place), to), at(fresh(room, tokens, place), from), tokens, sizes.kvHeads());
            }
        }
    }

    private void copy(Pointer to, Pointer from, int tokens, int rows) {
        long width = tokens * sizes.rowBytes();
        CudaDevice.check(
                cudaMemcpy2DAsync(
                        to,
                        capacity * sizes.rowBytes(),
                        from,
                        width,
                        width,
                        rows,
                        cudaMemcpyDeviceToDevice,
                        device.stream()),
                "store new keys and values");
    }

    private static Pointer at(Pointer base, long offset) {
        return new BytePointer(base).getPointer(offset);
    }
}
