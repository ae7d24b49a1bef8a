package io.inferbench.backend.djl.pytorch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/** The artifacts a user may have to add, with the versions this module was built against. */
final class MavenCoordinates {

    private static final Properties VERSIONS = read();

    private MavenCoordinates() {}

    /** Returns the artifacts of DJL's engine, its JNI library and libtorch for this platform's CPU. */
    static String engine() {
        return "ai.djl.pytorch:pytorch-engine:" + VERSIONS.getProperty("djl.pytorch.engine")
                + ", ai.djl.pytorch:pytorch-jni:" + VERSIONS.getProperty("djl.pytorch.jni") + " and "
                + natives();
    }

    /** Returns the artifact of libtorch for this platform's CPU. */
    static String natives() {
        return "ai.djl.pytorch:pytorch-native-cpu:" + libtorch() + ":" + platform();
    }

    /** Returns the version of libtorch that the JNI library was built for. */
    static String libtorch() {
        return VERSIONS.getProperty("pytorch");
    }

    /** Returns this machine in the words of DJL's classifiers, for instance {@code linux-x86_64}. */
    private static String platform() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String family = system.startsWith("mac") ? "osx" : system.startsWith("windows") ? "win" : "linux";
        return family + "-" + (architecture.equals("amd64") ? "x86_64" : architecture);
    }

    private static Properties read() {
        Properties versions = new Properties();
        try (InputStream in = MavenCoordinates.class.getResourceAsStream("coordinates.properties")) {
            if (in == null) {
                throw new IllegalStateException("backend-djl-pytorch's jar lacks coordinates.properties");
            }
            versions.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return versions;
    }
}
