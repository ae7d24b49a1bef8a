package io.inferbench.backend.djl.pytorch;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.FloatByReference;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.inferbench.api.Device;
import io.inferbench.api.backend.Unavailable.Reason;
import io.inferbench.backend.support.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The few calls of the CUDA runtime that DJL's engine lacks: it counts devices and takes the time on one.
 *
 * <p>The library is the one that libtorch has loaded: asking the loader for its versioned name gives that copy. PyTorch
 * works on the legacy default stream, which is stream 0 here.
 */
final class CudaRuntime {

    /** What PyTorch 2.7's builds link against; cu118 is the last of CUDA 11. */
    private static final List<String> NAMES = List.of("libcudart.so.12", "libcudart.so.11.0", "libcudart.so.13");

    private static final int NAME_BYTES = 256;

    private final NativeLibrary library;

    private CudaRuntime(NativeLibrary library) {
        this.library = library;
    }

    static CudaRuntime load() throws UnavailableException {
        StringBuilder failures = new StringBuilder();
        for (String name : NAMES) {
            try {
                return new CudaRuntime(NativeLibrary.getInstance(name));
            } catch (UnsatisfiedLinkError absent) {
                failures.append("; ").append(absent.getMessage());
            }
        }
        throw new UnavailableException(
                Reason.LIBRARY_MISSING,
                "libtorch is built for CUDA and the CUDA runtime cannot be found" + failures,
                "put the folder of libcudart.so.12 on LD_LIBRARY_PATH",
                null);
    }

    /** Returns every device, by its own name. */
    List<Device> devices() throws UnavailableException {
        IntByReference count = new IntByReference();
        int status = function("cudaGetDeviceCount").invokeInt(new Object[] {count});
        if (status != 0 || count.getValue() == 0) {
            throw new UnavailableException(
                    Reason.NO_DEVICE,
                    "the CUDA runtime sees no device: " + text(status),
                    "run on a machine with an NVIDIA GPU and a driver for CUDA 12, and look at CUDA_VISIBLE_DEVICES; or"
                            + " leave 'library.path' out to run on the CPU",
                    null);
        }
        List<Device> devices = new ArrayList<>();
        for (int index = 0; index < count.getValue(); index++) {
            devices.add(new Device("cuda", index, name(index)));
        }
        return devices;
    }

    /** The device's own name, from the driver: the runtime keeps it in a structure that grows with each version. */
    private static String name(int index) {
        NativeLibrary driver = NativeLibrary.getInstance("libcuda.so.1");
        Memory name = new Memory(NAME_BYTES);
        driver.getFunction("cuInit").invokeInt(new Object[] {0});
        int status = driver.getFunction("cuDeviceGetName").invokeInt(new Object[] {name, NAME_BYTES, index});
        return status == 0 ? name.getString(0, "UTF-8") : "";
    }

    /** Returns the versions of driver and runtime. */
    Map<String, String> facts() {
        return Map.of("cuda.driver", version("cudaDriverGetVersion"), "cuda.runtime", version("cudaRuntimeGetVersion"));
    }

    private String version(String function) {
        IntByReference version = new IntByReference();
        check(function(function).invokeInt(new Object[] {version}), "read a version");
        return version.getValue() / 1000 + "." + version.getValue() % 1000 / 10;
    }

    /** Makes a device the calling thread's, since events belong to the current one. */
    void makeCurrent(int index) {
        check(function("cudaSetDevice").invokeInt(new Object[] {index}), "switch to device " + index);
    }

    /** Takes the time between two points of the default stream. */
    final class Stopwatch {
        private final Pointer begin = event();
        private final Pointer end = event();
        private final Function record = function("cudaEventRecord");

        private Stopwatch() {}

        void begin() {
            check(record.invokeInt(new Object[] {begin, Pointer.NULL}), "record an event");
        }

        void end() {
            check(record.invokeInt(new Object[] {end, Pointer.NULL}), "record an event");
        }

        /** Waits for the second point. */
        long nanos() {
            check(function("cudaEventSynchronize").invokeInt(new Object[] {end}), "wait for an event");
            FloatByReference millis = new FloatByReference();
            check(function("cudaEventElapsedTime").invokeInt(new Object[] {millis, begin, end}), "read a time");
            return Math.round(millis.getValue() * 1e6);
        }

        void free() {
            function("cudaEventDestroy").invokeInt(new Object[] {begin});
            function("cudaEventDestroy").invokeInt(new Object[] {end});
        }
    }

    /** Returns a stopwatch on the current device; the caller frees it. */
    Stopwatch newStopwatch() {
        return new Stopwatch();
    }

    private Pointer event() {
        PointerByReference event = new PointerByReference();
        check(function("cudaEventCreate").invokeInt(new Object[] {event}), "create an event");
        return event.getValue();
    }

    private Function function(String name) {
        return library.getFunction(name);
    }

    private void check(int status, String doing) {
        if (status != 0) {
            throw new IllegalStateException("CUDA could not " + doing + ": " + text(status));
        }
    }

    private String text(int status) {
        return function("cudaGetErrorString").invokeString(new Object[] {status}, false) + " (" + status + ")";
    }
}
