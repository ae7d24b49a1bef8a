package io.inferbench.backend.tensorrt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/** What a user may have to add, with the versions this module was built against. */
final class MavenCoordinates {

    private static final Properties VERSIONS = read();

    private MavenCoordinates() {}

    /** Returns what has to be there for TensorRT to load at all. */
    static String remedy() {
        return "install NVIDIA's TensorRT " + release() + " (libnvinfer, libnvinfer_plugin, libnvonnxparser) and CUDA "
                + version("cuda").replaceFirst("\\..*", "")
                + " with cuBLAS, cuDNN 9 and NVRTC, put their folders on the"
                + " library path (LD_LIBRARY_PATH), and add " + artifacts();
    }

    /** Returns the artifacts of the bindings, classes and natives for this platform. */
    static String artifacts() {
        return both("org.bytedeco:tensorrt:", "tensorrt") + ", " + both("org.bytedeco:cuda:", "cuda") + ", "
                + both("org.bytedeco:javacpp:", "javacpp");
    }

    /** Returns the release of TensorRT that the bindings are for. */
    static String release() {
        return version("tensorrt").replaceFirst("-.*", "");
    }

    private static String both(String artifact, String name) {
        return artifact + version(name) + " and " + artifact + version(name) + ":" + platform();
    }

    private static String version(String name) {
        return VERSIONS.getProperty(name, "?");
    }

    private static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return (system.startsWith("windows") ? "windows-" : "linux-")
                + (architecture.equals("aarch64") ? "arm64" : "x86_64");
    }

    private static Properties read() {
        Properties versions = new Properties();
        try (InputStream in = MavenCoordinates.class.getResourceAsStream("coordinates.properties")) {
            if (in == null) {
                throw new IllegalStateException("backend-tensorrt's jar lacks coordinates.properties");
            }
            versions.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return versions;
    }
}
