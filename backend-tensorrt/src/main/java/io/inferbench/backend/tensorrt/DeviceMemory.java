package io.inferbench.backend.tensorrt;

import static org.bytedeco.cuda.global.cudart.cudaFree;
import static org.bytedeco.cuda.global.cudart.cudaGetLastError;
import static org.bytedeco.cuda.global.cudart.cudaHostRegister;
import static org.bytedeco.cuda.global.cudart.cudaHostRegisterDefault;
import static org.bytedeco.cuda.global.cudart.cudaHostUnregister;
import static org.bytedeco.cuda.global.cudart.cudaMalloc;
import static org.bytedeco.cuda.global.cudart.cudaMemGetInfo;
import static org.bytedeco.cuda.global.cudart.cudaMemsetAsync;
import static org.bytedeco.cuda.global.cudart.cudaSuccess;

import io.inferbench.api.backend.BackendException;
import io.inferbench.backend.support.CudaDevice;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;

/** The device memory of one call, and the page-locked host memory beside it. */
final class DeviceMemory {

    private static final int PAGE_BYTES = 4096;

    private final CudaDevice device;
    private final List<Pointer> allocated = new ArrayList<>();
    private final List<ByteBuffer> locked = new ArrayList<>();
    private boolean allPageLocked = true;

    DeviceMemory(CudaDevice device) {
        this.device = device;
        device.makeCurrent();
    }

    CudaDevice device() {
        return device;
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
     * Returns zeroed host memory on pages of its own, locked if the system allows it.
     *
     * @throws BackendException if it is larger than a Java buffer may be
     */
    ByteBuffer allocatePageLocked(long byteSize) throws BackendException {
        long pages = (byteSize + PAGE_BYTES - 1) / PAGE_BYTES + 1;
        if (pages * PAGE_BYTES > Integer.MAX_VALUE) {
            throw new BackendException(
                    "tensors of " + byteSize + " bytes do not fit a buffer of Java: take a smaller batch");
        }
        // Pages that another buffer shares could not be locked twice.
        ByteBuffer memory = ByteBuffer.allocateDirect((int) (pages * PAGE_BYTES))
                .alignedSlice(PAGE_BYTES)
                .order(ByteOrder.nativeOrder());
        if (cudaHostRegister(new Pointer(memory), Math.max(1, byteSize), cudaHostRegisterDefault) == cudaSuccess) {
            locked.add(memory);
        } else {
            cudaGetLastError();
            allPageLocked = false;
        }
        return memory;
    }

    /** Returns whether all host memory is page-locked, as copies inside a graph need it. */
    boolean isAllPageLocked() {
        return allPageLocked;
    }

    /** Frees all; no work may be under way. */
    void free() {
        locked.forEach(memory -> cudaHostUnregister(new Pointer(memory)));
        allocated.forEach(memory -> cudaFree(memory));
        locked.clear();
        allocated.clear();
    }
}
