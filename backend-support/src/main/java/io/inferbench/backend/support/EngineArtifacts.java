package io.inferbench.backend.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/** Maven coordinates that a user may have to add, with the versions a backend was built against. */
public final class EngineArtifacts {

    private final Properties versions;

    private EngineArtifacts(Properties versions) {
        this.versions = versions;
    }

    /** Reads {@code coordinates.properties}, which lies beside a class and maps short names to versions. */
    public static EngineArtifacts beside(Class<?> owner) {
        Properties versions = new Properties();
        try (InputStream in = owner.getResourceAsStream("coordinates.properties")) {
            if (in == null) {
                throw new IllegalStateException("there is no coordinates.properties beside " + owner.getName());
            }
            versions.load(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new EngineArtifacts(versions);
    }

    /** Returns the version that stands under a short name. */
    public String version(String name) {
        return Optional.ofNullable(versions.getProperty(name)).orElseThrow();
    }

    /** Returns an artifact of classes with its version: {@code org.bytedeco:cuda:13.1-9.19-1.5.13}. */
    public String classes(String artifact, String versionName) {
        return artifact + ":" + version(versionName);
    }

    /** Returns an artifact of JavaCPP's presets, classes and natives for this platform. */
    public String preset(String artifact, String versionName, String nativesSuffix) {
        String classes = classes(artifact, versionName);
        return classes + " and " + classes + ":" + javacppPlatform() + nativesSuffix;
    }

    /** Returns this machine in the words of JavaCPP's classifiers, for instance {@code linux-x86_64}. */
    public static String javacppPlatform() {
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

    /** Returns this machine in the words of DJL's classifiers, for instance {@code osx-aarch64}. */
    public static String djlPlatform() {
        return javacppPlatform()
                .replace("macosx", "osx")
                .replace("windows", "win")
                .replace("arm64", "aarch64");
    }
}
