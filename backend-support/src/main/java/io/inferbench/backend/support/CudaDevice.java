package io.inferbench.backend.support;

import static org.bytedeco.cuda.global.cudart.cudaDevAttrComputeCapabilityMajor;
import static org.bytedeco.cuda.global.cudart.cudaDevAttrComputeCapabilityMinor;
import static org.bytedeco.cuda.global.cudart.cudaDeviceGetAttribute;
import static org.bytedeco.cuda.global.cudart.cudaDriverGetVersion;
import static org.bytedeco.cuda.global.cudart.cudaGetDeviceCount;
import static org.bytedeco.cuda.global.cudart.cudaGetDeviceProperties;
import static org.bytedeco.cuda.global.cudart.cudaGetErrorString;
import static org.bytedeco.cuda.global.cudart.cudaGetLastError;
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

/**
 * One CUDA device, and the one stream that all work of a session goes through.
 *
 * <p>Used by one thread at a time. A failure of the runtime is an {@link IllegalStateException} with the runtime's own words.
 */
public final class CudaDevice {

    private static final int CAPABILITY_RADIX = 10;

    private final Device device;
    private final CUstream_st stream = new CUstream_st();

    private CudaDevice(Device device) {
        this.device = device;
        makeCurrent();
        // Not ordered with the legacy default stream, so that a session can wait for its work and capture it.
        check(cudaStreamCreateWithFlags(stream, cudaStreamNonBlocking), "create a stream");
    }

    /**
     * Returns every device, by its own name.
     *
     * @param remedy what to do where the CUDA runtime does not load
     * @throws UnavailableException if the runtime or the driver is not there, or there is no device
     */
    public static List<Device> all(String remedy) throws UnavailableException {
        try {
            int[] count = new int[1];
            int status = cudaGetDeviceCount(count);
            if (status != cudaSuccess || count[0] == 0) {
                throw new UnavailableException(
                        Reason.NO_DEVICE,
                        "the CUDA runtime sees no device: " + text(status),
                        "run on a machine with an NVIDIA GPU and a driver for this runtime, and look at"
                                + " CUDA_VISIBLE_DEVICES",
                        null);
            }
            List<Device> devices = new ArrayList<>();
            for (int index = 0; index < count[0]; index++) {
                devices.add(new Device("cuda", index, name(index)));
            }
            return devices;
        } catch (LinkageError absent) {
            throw new UnavailableException(
                    Reason.LIBRARY_MISSING,
                    "the CUDA runtime cannot be loaded: " + UnavailableException.text(absent),
                    remedy,
                    absent);
        }
    }

    private static String name(int index) {
        try (cudaDeviceProp properties = new cudaDeviceProp()) {
            check(cudaGetDeviceProperties(properties, index), "read the properties of device " + index);
            return properties.name().getString(StandardCharsets.UTF_8);
        }
    }

    /**
     * Takes the device a specification asks for, the first one if it does not say; {@link #free} gives it back.
     *
     * @param remedy what to do where the CUDA runtime does not load
     * @throws BackendException if it asks for several, for another kind or for one that is not there
     */
    public static CudaDevice open(SessionSpec spec, String backendId, String remedy) throws BackendException {
        Device chosen = DeviceChoice.of(spec, backendId, Device.cuda(0), all(remedy), "");
        try {
            return new CudaDevice(chosen);
        } catch (IllegalStateException failure) {
            throw new BackendException(
                    "cannot use " + chosen.reference() + " (" + chosen.name() + "): " + failure.getMessage(), failure);
        }
    }

    /** Returns which device it is. */
    public Device device() {
        return device;
    }

    /** Returns the stream. */
    public CUstream_st stream() {
        return stream;
    }

    /** Returns the compute capability without its point, for instance 90. */
    public int computeCapability() {
        return computeCapability(device.index());
    }

    /** Returns the compute capability of a device without its point. */
    public static int computeCapability(int index) {
        int[] major = new int[1];
        int[] minor = new int[1];
        check(cudaDeviceGetAttribute(major, cudaDevAttrComputeCapabilityMajor, index), "read the compute capability");
        check(cudaDeviceGetAttribute(minor, cudaDevAttrComputeCapabilityMinor, index), "read the compute capability");
        return CAPABILITY_RADIX * major[0] + minor[0];
    }

    /** Makes this the calling thread's device. */
    public void makeCurrent() {
        check(cudaSetDevice(device.index()), "switch to " + device.reference());
    }

    /** Waits for all work of the stream. */
    public void synchronize() {
        check(cudaStreamSynchronize(stream), "wait for " + device.reference());
    }

    /** Returns the device's name and the versions of driver and runtime. */
    public Map<String, String> facts() {
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
    public OptionalLong freeBytes() {
        try (SizeTPointer free = new SizeTPointer(1);
                SizeTPointer total = new SizeTPointer(1)) {
            boolean told = cudaSetDevice(device.index()) == cudaSuccess && cudaMemGetInfo(free, total) == cudaSuccess;
            return told ? OptionalLong.of(free.get()) : OptionalLong.empty();
        }
    }

    /** Frees the stream. */
    public void free() {
        cudaStreamDestroy(stream);
    }

    /**
     * Accepts the answer of a call of the runtime.
     *
     * @throws IllegalStateException with the runtime's own words
     */
    public static void check(int status, String doing) {
        if (status != cudaSuccess) {
            cudaGetLastError(); // or the next call would be blamed for it
            throw new IllegalStateException("CUDA could not " + doing + ": " + text(status));
        }
    }

    private static String text(int status) {
        return cudaGetErrorString(status).getString() + " (" + status + ")";
    }
}
