package io.inferbench.backend.tensorrt;

import static org.bytedeco.cuda.global.cudart.cudaEventCreate;
import static org.bytedeco.cuda.global.cudart.cudaEventDestroy;
import static org.bytedeco.cuda.global.cudart.cudaEventElapsedTime;
import static org.bytedeco.cuda.global.cudart.cudaEventRecord;
import static org.bytedeco.cuda.global.cudart.cudaEventSynchronize;

import io.inferbench.backend.support.CudaDevice;
import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.javacpp.FloatPointer;

/** The device's clock around a run, and the host's around its enqueuing. */
final class RunClock {

    private static final double NANOS_PER_MILLISECOND = 1e6;

    private final CudaDevice device;
    private final CUevent_st first = new CUevent_st();
    private final CUevent_st last = new CUevent_st();
    private final FloatPointer elapsedMillis = new FloatPointer(1);
    private long beginNanos;
    private long enqueueNanos;

    RunClock(CudaDevice device) {
        this.device = device;
        CudaDevice.check(cudaEventCreate(first), "create an event");
        CudaDevice.check(cudaEventCreate(last), "create an event");
    }

    /** Begins a run on the calling thread. */
    void begin() {
        beginNanos = System.nanoTime();
        device.makeCurrent();
        CudaDevice.check(cudaEventRecord(first, device.stream()), "record an event");
    }

    /** Ends a run: all is enqueued; waits for it. */
    void finish() {
        CudaDevice.check(cudaEventRecord(last, device.stream()), "record an event");
        enqueueNanos = System.nanoTime() - beginNanos;
        device.synchronize();
    }

    /** Ends a run whose results are there once what is enqueued so far is done; more may be enqueued before {@link #await}. */
    void mark() {
        CudaDevice.check(cudaEventRecord(last, device.stream()), "record an event");
    }

    /** Waits for what was enqueued before the mark. */
    void await() {
        CudaDevice.check(
                cudaEventSynchronize(last), "wait for " + device.device().reference());
    }

    /** Returns the device's time between the first and the last work of the latest run. */
    long deviceNanos() {
        CudaDevice.check(cudaEventElapsedTime(elapsedMillis, first, last), "read a span of time");
        return Math.round(elapsedMillis.get() * NANOS_PER_MILLISECOND);
    }

    /** Returns the host's time from the start of the latest run until all was enqueued. */
    long enqueueNanos() {
        return enqueueNanos;
    }

    void free() {
        cudaEventDestroy(first);
        cudaEventDestroy(last);
        elapsedMillis.close();
    }
}
