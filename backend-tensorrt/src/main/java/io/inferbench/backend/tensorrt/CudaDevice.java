package io.inferbench.backend.tensorrt;

import static org.bytedeco.cuda.global.cudart.cudaDevAttrComputeCapabilityMajor;
import static org.bytedeco.cuda.global.cudart.cudaDevAttrComputeCapabilityMinor;
import static org.bytedeco.cuda.global.cudart.cudaDeviceGetAttribute;
import static org.bytedeco.cuda.global.cudart.cudaDriverGetVersion;
import static org.bytedeco.cuda.global.cudart.cudaGetDeviceCount;
import static org.bytedeco.cuda.global.cudart.cudaGetDeviceProperties;
import static org.bytedeco.cuda.global.cudart.cudaGetErrorString;
import static org.bytedeco.cuda.global.cudart.cudaGetLastError;
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
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.cudart.cudaDeviceProp;

/** One CUDA device, and the one stream that all work of a session goes through. */
final class CudaDevice {

    private static final int CAPABILITY_RADIX = 10;

    private final Device device;
    private final CUstream_st stream = new CUstream_st();

    private CudaDevice(Device device) {
        this.device = device;
        makeCurrent();
        // Not ordered with the legacy default stream, and one that can be captured.
        check(cudaStreamCreateWithFlags(stream, cudaStreamNonBlocking), "create a stream");
    }

    /**
     * Returns every device, by its own name.
     *
     * @throws LibraryException if there is no driver or no device
     */
    static List<Device> all() throws LibraryException {
        int[] count = new int[1];
        int status = cudaGetDeviceCount(count);
        if (status != cudaSuccess || count[0] == 0) {
            throw new LibraryException(
                    Reason.NO_DEVICE,
                    "the CUDA runtime sees no device: " + text(status),
                    "run on a machine with an NVIDIA GPU and its driver, and look at CUDA_VISIBLE_DEVICES",
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
    }

    /**
     * Takes the device a specification asks for, the first one if it does not say.
     *
     * @throws BackendException if it asks for several, for another kind or for one that is not there
     */
    static CudaDevice open(SessionSpec spec) throws BackendException {
        List<Device> asked = spec.devices().orElse(List.of(Device.cuda(0)));
        List<Device> found = all();
        for (Device device : found) {
            if (asked.size() == 1 && device.isSamePlaceAs(asked.get(0))) {
                try {
                    return new CudaDevice(device);
                } catch (IllegalStateException failure) {
                    throw new BackendException(
                            "cannot use " + device.reference() + " (" + device.name() + "): " + failure.getMessage(),
                            failure);
                }
            }
        }
        throw new BackendException("asked for "
                + asked.stream().map(Device::reference).toList() + "; " + TensorrtBackend.ID
                + " runs a session on one of "
                + found.stream().map(Device::reference).toList());
    }

    Device device() {
        return device;
    }

    CUstream_st stream() {
        return stream;
    }

    /** Returns the compute capability without its point, for instance 90. */
    int computeCapability() {
        return computeCapability(device.index());
    }

    /** Returns the compute capability of a device without its point. */
    static int computeCapability(int index) {
        int[] major = new int[1];
        int[] minor = new int[1];
        check(cudaDeviceGetAttribute(major, cudaDevAttrComputeCapabilityMajor, index), "read the compute capability");
        check(cudaDeviceGetAttribute(minor, cudaDevAttrComputeCapabilityMinor, index), "read the compute capability");
        return CAPABILITY_RADIX * major[0] + minor[0];
    }

    /** Makes this the calling thread's device. */
    void makeCurrent() {
        check(cudaSetDevice(device.index()), "switch to " + device.reference());
    }

    /** Waits for all work of the stream. */
    void synchronize() {
        check(cudaStreamSynchronize(stream), "wait for " + device.reference());
    }

    /** Returns the device's name and the versions of driver and runtime. */
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
            cudaGetLastError(); // or the next call would be blamed for it
            throw new IllegalStateException("CUDA could not " + doing + ": " + text(status));
        }
    }

    private static String text(int status) {
        return cudaGetErrorString(status).getString() + " (" + status + ")";
    }
}
