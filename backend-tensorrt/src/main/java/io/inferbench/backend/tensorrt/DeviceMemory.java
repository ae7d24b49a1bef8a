package io.inferbench.backend.tensorrt;

import static org.bytedeco.cuda.global.cudart.cudaFree;
import static org.bytedeco.cuda.global.cudart.cudaGetLastError;
import static org.bytedeco.cuda.global.cudart.cudaHostRegister;
import static org.bytedeco.cuda.global.cudart.cudaHostRegisterDefault;
import static org.bytedeco.cuda.global.cudart.cudaHostUnregister;
import static org.bytedeco.cuda.global.cudart.cudaMalloc;
import static org.bytedeco.cuda.global.cudart.cudaMemGetInfo;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyAsync;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyDeviceToHost;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyHostToDevice;
import static org.bytedeco.cuda.global.cudart.cudaMemsetAsync;
import static org.bytedeco.cuda.global.cudart.cudaSuccess;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;

/** The device memory of one call, with the host memory it is copied from and to. */
final class DeviceMemory {

    /**
     * A tensor on both sides.
     *
     * @param host the tensor in host memory
     * @param hostStart its first byte
     * @param device its mirror
     */
    record Mirror(Tensor host, Pointer hostStart, Pointer device) {

        long byteSize() {
            return host.bytes().capacity();
        }
    }

    private final CudaDevice device;
    private final List<Pointer> allocated = new ArrayList<>();
    private final List<Pointer> pageLocked = new ArrayList<>();
    private boolean allPageLocked = true;

    DeviceMemory(CudaDevice device) {
        this.device = device;
        device.makeCurrent();
    }

    /**
     * Returns zeroed device memory.
     *
     * @throws BackendException if there is not enough
     */
    Pointer allocate(long byteSize, String what) throws BackendException {
        Pointer memory = new Pointer();
        if (cudaMalloc(memory, Math.max(1, byteSize)) != cudaSuccess) {
            cudaGetLastError(); // or the next call would be blamed for it
            throw new BackendException("asked " + device.device().reference() + " for " + byteSize + " bytes for "
                    + what + "; " + freeBytes() + " are free: take a smaller batch or a shorter context");
        }
        allocated.add(memory);
        CudaDevice.check(cudaMemsetAsync(memory, 0, byteSize, device.stream()), "clear memory");
        return memory;
    }

    private static long freeBytes() {
        try (SizeTPointer free = new SizeTPointer(1);
                SizeTPointer total = new SizeTPointer(1)) {
            CudaDevice.check(cudaMemGetInfo(free, total), "ask for free memory");
            return free.get();
        }
    }

    /**
     * Returns a mirror of a host tensor, which must outlive it.
     *
     * @throws BackendException if there is not enough memory
     */
    Mirror mirror(Tensor host) throws BackendException {
        Pointer memory = allocate(host.bytes().capacity(), host.toString());
        Pointer start = new Pointer(host.bytes());
        // Page-locked memory is copied without a detour; where the system refuses, the copy takes the detour.
        if (host.bytes().capacity() > 0
                && cudaHostRegister(start, host.bytes().capacity(), cudaHostRegisterDefault) == cudaSuccess) {
            pageLocked.add(start);
        } else {
            cudaGetLastError();
            allPageLocked = false;
        }
        return new Mirror(host, start, memory);
    }

    /** Returns whether all host tensors are page-locked, as copies inside a graph need them. */
    boolean isAllPageLocked() {
        return allPageLocked;
    }

    /** Enqueues the copy of a host tensor to its mirror. */
    void toDevice(Mirror mirror) {
        CudaDevice.check(
                cudaMemcpyAsync(
                        mirror.device(),
                        mirror.hostStart(),
                        mirror.byteSize(),
                        cudaMemcpyHostToDevice,
                        device.stream()),
                "copy an input");
    }

    /** Enqueues the copy of a mirror to its host tensor. */
    void toHost(Mirror mirror) {
        CudaDevice.check(
                cudaMemcpyAsync(
                        mirror.hostStart(),
                        mirror.device(),
                        mirror.byteSize(),
                        cudaMemcpyDeviceToHost,
                        device.stream()),
                "copy an output");
    }

    /** Frees all; no work may be under way. */
    void free() {
        pageLocked.forEach(start -> cudaHostUnregister(start));
        allocated.forEach(memory -> cudaFree(memory));
        pageLocked.clear();
        allocated.clear();
    }
}
