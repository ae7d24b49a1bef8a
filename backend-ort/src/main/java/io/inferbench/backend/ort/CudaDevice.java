package io.inferbench.backend.ort;

import static org.bytedeco.cuda.global.cudart.cudaDriverGetVersion;
import static org.bytedeco.cuda.global.cudart.cudaGetDeviceCount;
import static org.bytedeco.cuda.global.cudart.cudaGetDeviceProperties;
import static org.bytedeco.cuda.global.cudart.cudaGetErrorString;
import static org.bytedeco.cuda.global.cudart.cudaMemGetInfo;
import static org.bytedeco.cuda.global.cudart.cudaRuntimeGetVersion;
import static org.bytedeco.cuda.global.cudart.cudaSetDevice;
import static org.bytedeco.cuda.global.cudart.cudaStreamCreateWithFlags;
import static org.bytedeco.cuda.global.cudart.cudaStreamDestroy;
import static org.bytedeco.cuda.global.cudart.cudaStreamNonBlocking;
import static org.bytedeco.cuda.global.cudart.cudaStreamSynchronize;
import static org.bytedeco.cuda.global.cudart.cudaSuccess;

import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.Unavailable.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.javacpp.SizeTPointer;

/** One CUDA device and the stream that all work of a session goes through. */
final class CudaDevice {

    private final Device device;
    private final CUstream_st stream = new CUstream_st();

    private CudaDevice(Device device) {
        this.device = device;
        makeCurrent();
        // Not ordered with the legacy default stream, so that a session waits for its own work alone.
        check(cudaStreamCreateWithFlags(stream, cudaStreamNonBlocking), "create a stream");
    }

    /**
     * Returns every device, by its own name.
     *
     * @throws LibraryException if the CUDA runtime or the driver is not there, or there is no device
     */
    static List<Device> all() throws LibraryException {
        try {
            int[] count = new int[1];
            int status = cudaGetDeviceCount(count);
            if (status != cudaSuccess || count[0] == 0) {
                throw new LibraryException(
                        Reason.NO_DEVICE,
                        "the CUDA runtime sees no device: " + text(status),
                        "run on a machine with an NVIDIA GPU and a driver for CUDA 13, and look at CUDA_VISIBLE_DEVICES",
                        null);
            }
            List<Device> devices = new ArrayList<>();
            for (int index = 0; index < count[0]; index++) {
                try (cudaDeviceProp properties = new cudaDeviceProp()) {
                    check(cudaGetDeviceProperties(properties, index), "read the properties of device " + index);
                    devices.add(new Device("cuda", index, properties.name().getString(StandardCharsets.UTF_8)));
                }
            }
            return devices;
        } catch (LinkageError absent) {
            throw new LibraryException(
                    Reason.LIBRARY_MISSING,
                    "the CUDA runtime cannot be loaded: " + LibraryException.text(absent),
                    "install the NVIDIA driver and CUDA 13's runtime (libcudart.so.13 on the library path), and add "
                            + MavenCoordinates.cuda(),
                    absent);
        }
    }

    /**
     * Returns the device a specification asks for, the first one if it does not say.
     *
     * @throws BackendException if it asks for several, for another kind or for one that is not there
     */
    static Device chosen(String backendId, SessionSpec spec) throws BackendException {
        List<Device> asked = spec.devices().orElse(List.of(Device.cuda(0)));
        List<Device> found = all();
        for (Device device : found) {
            if (asked.size() == 1 && device.isSamePlaceAs(asked.get(0))) {
                return device;
            }
        }
        throw new BackendException("asked for "
                + asked.stream().map(Device::reference).toList() + "; " + backendId + " runs a session on one of "
                + found.stream().map(Device::reference).toList());
    }

    static CudaDevice open(Device device) {
        return new CudaDevice(device);
    }

    Device device() {
        return device;
    }

    CUstream_st stream() {
        return stream;
    }

    /** Makes this the calling thread's device. */
    void makeCurrent() {
        check(cudaSetDevice(device.index()), "switch to " + device.reference());
    }

    /** Waits for all work of the stream. */
    void synchronize() {
        check(cudaStreamSynchronize(stream), "wait for " + device.reference());
    }

    /** Returns the versions of driver and runtime, and the device's name. */
    Map<String, String> facts() {
        int[] driver = new int[1];
        int[] runtime = new int[1];
        check(cudaDriverGetVersion(driver), "read the driver's version");
        check(cudaRuntimeGetVersion(runtime), "read the runtime's version");
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("device.name", device.name());
        facts.put("cuda.driver", version(driver[0]));
        facts.put("cuda.runtime", version(runtime[0]));
        return facts;
    }

    private static String version(int number) {
        return number / 1000 + "." + number % 1000 / 10;
    }

    /** Returns how much memory is free here; empty if even that cannot be asked. */
    OptionalLong freeBytes() {
        try (SizeTPointer free = new SizeTPointer(1);
                SizeTPointer total = new SizeTPointer(1)) {
            boolean told = cudaSetDevice(device.index()) == cudaSuccess && cudaMemGetInfo(free, total) == cudaSuccess;
            return told ? OptionalLong.of(free.get()) : OptionalLong.empty();
        }
    }

    /** Frees the stream. */
    void free() {
        cudaStreamDestroy(stream);
    }

    /**
     * Accepts the answer of a call of the runtime.
     *
     * @throws IllegalStateException with the runtime's own words
     */
    static void check(int status, String doing) {
        if (status != cudaSuccess) {
            throw new IllegalStateException("CUDA could not " + doing + ": " + text(status));
        }
    }

    private static String text(int status) {
        return cudaGetErrorString(status).getString() + " (" + status + ")";
    }
}
