package io.inferbench.backend.ort;

import static org.bytedeco.cuda.global.cudart.cudaEventCreate;
import static org.bytedeco.cuda.global.cudart.cudaEventDestroy;
import static org.bytedeco.cuda.global.cudart.cudaEventElapsedTime;
import static org.bytedeco.cuda.global.cudart.cudaEventRecord;
import static org.bytedeco.cuda.global.cudart.cudaGetLastError;
import static org.bytedeco.cuda.global.cudart.cudaHostRegister;
import static org.bytedeco.cuda.global.cudart.cudaHostRegisterDefault;
import static org.bytedeco.cuda.global.cudart.cudaMalloc;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyAsync;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyDeviceToHost;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyHostToDevice;
import static org.bytedeco.cuda.global.cudart.cudaMemsetAsync;
import static org.bytedeco.cuda.global.cudart.cudaStreamSynchronize;
import static org.bytedeco.cuda.global.cudart.cudaSuccess;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.backend.support.CudaDevice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalLong;
import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.onnxruntime.MemoryInfo;

/** The memory of one call on a CUDA device, and the clock of its runs. */
final class CudaMemory implements CallMemory {

    private static final double NANOS_PER_MILLISECOND = 1e6;

    private final CudaDevice device;
    private final MemoryInfo place;
    private final List<Pointer> allocated = new ArrayList<>();
    private final List<Pointer> pageLocked = new ArrayList<>();
    private final IdentityHashMap<Tensor, Pointer> hostStarts = new IdentityHashMap<>();
    private final CUevent_st firstWork = new CUevent_st();
    private final CUevent_st lastWork = new CUevent_st();
    private final FloatPointer elapsed = new FloatPointer(1);
    private long beginNanos;
    private long enqueueNanos;

    CudaMemory(CudaDevice device, MemoryInfo place) {
        this.device = device;
        this.place = place;
        device.makeCurrent();
        CudaDevice.check(cudaEventCreate(firstWork), "create an event");
        CudaDevice.check(cudaEventCreate(lastWork), "create an event");
    }

    @Override
    public EngineTensor allocate(ElementType type, long... shape) throws BackendException {
        long byteSize = EngineTensor.byteSize(type, shape);
        Pointer memory = new Pointer();
        device.makeCurrent();
        if (cudaMalloc(memory, Math.max(1, byteSize)) != cudaSuccess) {
            cudaGetLastError(); // or the next call would be blamed for it
            throw new BackendException(new MemoryShortage(OptionalLong.of(byteSize))
                            .told(device.device().reference(), device.freeBytes())
                    + " (a tensor " + type + Arrays.toString(shape) + ")");
        }
        allocated.add(memory);
        CudaDevice.check(cudaMemsetAsync(memory, 0, byteSize, device.stream()), "clear memory");
        return new EngineTensor(place, memory, type, shape);
    }

    @Override
    public EngineTensor mirror(Tensor host) throws BackendException {
        EngineTensor mirror = allocate(host.type(), host.shape());
        Pointer start = new Pointer(host.bytes());
        // Page-locked memory is copied without a detour; where the system refuses, the copy takes the detour.
        if (host.bytes().capacity() > 0
                && cudaHostRegister(start, host.bytes().capacity(), cudaHostRegisterDefault) == cudaSuccess) {
            pageLocked.add(start);
        } else {
            cudaGetLastError();
        }
        hostStarts.put(host, start);
        return mirror;
    }

    @Override
    public void toEngine(Tensor host, EngineTensor mirror) {
        copy(mirror.memory(), start(host), mirror.byteSize(), cudaMemcpyHostToDevice);
    }

    @Override
    public void toHost(EngineTensor mirror, Tensor host) {
        copy(start(host), mirror.memory(), mirror.byteSize(), cudaMemcpyDeviceToHost);
    }

    private Pointer start(Tensor host) {
        Pointer start = hostStarts.get(host);
        if (start == null) {
            throw new IllegalArgumentException(host + " has no mirror here");
        }
        return start;
    }

    private void copy(Pointer to, Pointer from, long byteSize, int direction) {
        CudaDevice.check(cudaMemcpyAsync(to, from, byteSize, direction, device.stream()), "copy a tensor");
    }

    @Override
    public void begin() {
        beginNanos = System.nanoTime();
        device.makeCurrent();
        CudaDevice.check(cudaEventRecord(firstWork, device.stream()), "record an event");
    }

    @Override
    public void finish() {
        CudaDevice.check(cudaEventRecord(lastWork, device.stream()), "record an event");
        enqueueNanos = System.nanoTime() - beginNanos;
        device.synchronize();
    }

    /** Returns the device's time between the first and the last work of the latest run. */
    long deviceNanos() {
        CudaDevice.check(cudaEventElapsedTime(elapsed, firstWork, lastWork), "read a span of time");
        return Math.round(elapsed.get() * NANOS_PER_MILLISECOND);
    }

    /** Returns the host's time from the start of the latest run until everything was enqueued. */
    long enqueueNanos() {
        return enqueueNanos;
    }

    @Override
    public void free() {
        // Whatever the answer: after a failed run there is one, and closing must go on.
        cudaStreamSynchronize(device.stream());
        pageLocked.forEach(org.bytedeco.cuda.global.cudart::cudaHostUnregister);
        allocated.forEach(org.bytedeco.cuda.global.cudart::cudaFree);
        pageLocked.clear();
        allocated.clear();
        cudaEventDestroy(firstWork);
        cudaEventDestroy(lastWork);
        elapsed.close();
    }
}
