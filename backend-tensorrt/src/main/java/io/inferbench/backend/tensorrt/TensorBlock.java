package io.inferbench.backend.tensorrt;

import static org.bytedeco.cuda.global.cudart.cudaMemcpyAsync;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyDeviceToDevice;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyDeviceToHost;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyHostToDevice;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.backend.support.CudaDevice;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Tensors side by side, once in page-locked host memory and once on the device, so that one copy carries them all.
 *
 * <p>The host's side is garbage-collected: whoever holds a tensor after the block was freed reads old values and nothing worse.
 */
final class TensorBlock {

    /** Where a tensor may start; TensorRT asks for it. */
    private static final int ALIGNMENT = 256;

    /**
     * One tensor of a block.
     *
     * @param name of the tensor
     * @param type of its elements
     * @param shape outermost axis first
     */
    record Part(String name, ElementType type, List<Long> shape) {

        static Part of(String name, ElementType type, long... shape) {
            return new Part(name, type, LongStream.of(shape).boxed().toList());
        }

        long byteSize() {
            return LongStream.of(sizes()).reduce(type.byteSize(), Math::multiplyExact);
        }

        long[] sizes() {
            return shape.stream().mapToLong(Long::longValue).toArray();
        }
    }

    private final List<Tensor> hosts = new ArrayList<>();
    private final List<Pointer> devices = new ArrayList<>();
    private final CUstream_st stream;
    private final Pointer hostStart;
    private final Pointer deviceStart;
    private final long byteSize;

    /**
     * Allocates both sides.
     *
     * @throws BackendException if there is not enough memory, or a block outgrows what Java can look at
     */
    TensorBlock(DeviceMemory memory, List<Part> parts) throws BackendException {
        this.stream = memory.device().stream();
        long end = 0;
        List<Long> starts = new ArrayList<>();
        for (Part part : parts) {
            starts.add(end);
            end += (part.byteSize() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        }
        this.byteSize = end;
        ByteBuffer host = memory.allocatePageLocked(end);
        this.hostStart = new Pointer(host);
        this.deviceStart = memory.allocate(end, parts.size() + " tensors");
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            int start = Math.toIntExact(starts.get(i));
            ByteBuffer slice = host.slice(start, Math.toIntExact(part.byteSize()));
            hosts.add(Tensor.of(part.name(), part.type(), part.sizes(), slice));
            devices.add(new BytePointer(deviceStart).getPointer(start));
        }
    }

    List<Tensor> hosts() {
        return hosts;
    }

    /** Returns the host's side of a tensor. */
    Tensor host(int index) {
        return hosts.get(index);
    }

    /** Returns the device's side of a tensor. */
    Pointer device(int index) {
        return devices.get(index);
    }

    /** Copies a tensor's values into the host's side. */
    void put(int index, Tensor values) {
        ByteBuffer from = values.bytes();
        hosts.get(index).bytes().put(0, from, 0, from.capacity());
    }

    /** Enqueues the copy of all to the device. */
    void toDevice() {
        copy(deviceStart, hostStart, cudaMemcpyHostToDevice);
    }

    /** Enqueues the copy of all to the host. */
    void toHost() {
        copy(hostStart, deviceStart, cudaMemcpyDeviceToHost);
    }

    /** Enqueues the copy of all over a block of the same parts. */
    void carryTo(TensorBlock other) {
        copy(other.deviceStart, deviceStart, cudaMemcpyDeviceToDevice);
    }

    private void copy(Pointer to, Pointer from, int direction) {
        CudaDevice.check(cudaMemcpyAsync(to, from, byteSize, direction, stream), "copy tensors");
    }
}
