package io.inferbench.backend.ort;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/** The artifacts a user may have to add, with the versions this module was built against. */
final class MavenCoordinates {

    private static final Properties VERSIONS = read();

    private MavenCoordinates() {}

    /** Returns the artifacts of the C++ API, classes and natives for this platform. */
    static String bytedeco(String nativesSuffix) {
        String onnxruntime = "org.bytedeco:onnxruntime:" + VERSIONS.getProperty("bytedeco.onnxruntime");
        String javacpp = "org.bytedeco:javacpp:" + VERSIONS.getProperty("bytedeco.javacpp");
        String platform = platform();
        return onnxruntime + ", " + onnxruntime + ":" + platform + nativesSuffix + ", " + javacpp + " and " + javacpp
                + ":" + platform;
    }

    /** Returns the artifacts of the CUDA runtime's binding. */
    static String cuda() {
        String cuda = "org.bytedeco:cuda:" + VERSIONS.getProperty("bytedeco.cuda");
        return cuda + " and " + cuda + ":" + platform();
    }

    /** Returns the artifacts of DJL's engine and of Microsoft's library. */
    static String djl() {
        return "ai.djl.onnxruntime:onnxruntime-engine:" + VERSIONS.getProperty("djl.engine")
                + " and com.microsoft.onnxruntime:onnxruntime:" + VERSIONS.getProperty("microsoft.onnxruntime");
    }

    /** Returns this machine in the words of JavaCPP's classifiers, for instance {@code linux-x86_64}. */
    static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String family = system.startsWith("mac") ? "macosx" : system.startsWith("windows") ? "windows" : "linux";
        return family + "-"
                + switch (architecture) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm64";
                    default -> architecture;
                };
    }

    /** Returns this machine in the words of the folders in Microsoft's jar, for instance {@code linux-x64}. */
    static String microsoftPlatform() {
        return platform()
                .replace("macosx", "osx")
                .replace("windows", "win")
                .replace("x86_64", "x64")
                .replace("arm64", "aarch64");
    }

    private static Properties read() {
        Properties versions = new Properties();
        try (InputStream in = MavenCoordinates.class.getResourceAsStream("coordinates.properties")) {
            if (in == null) {
                throw new IllegalStateException("backend-ort's jar lacks coordinates.properties");
            }
            versions.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return versions;
    }
}
