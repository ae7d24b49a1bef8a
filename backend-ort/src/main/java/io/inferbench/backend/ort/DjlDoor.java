package io.inferbench.backend.ort;

import ai.djl.onnxruntime.engine.OrtEngine;
import io.inferbench.api.Device;
import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.Unavailable.Reason;
import io.inferbench.backend.support.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** The way from the provider class, which holds no engine type, to DJL. */
final class DjlDoor {

    private DjlDoor() {}

    /**
     * Looks for the jars and loads nothing of the engine.
     *
     * <p>The process that asks may run the other build of the library, and two must not meet in one.
     */
    static Availability probe() throws BackendException {
        String engine = OrtEngine.class.getName(); // resolves the class: the name alone is a constant of ours
        URL natives = natives();
        return new Available(
                versionOf(natives).orElse("known once loaded"),
                List.of(Device.CPU),
                Map.of("djl.engine", engine, "engine.library", natives.toString()));
    }

    static BackendSession open(SessionSpec spec) throws BackendException {
        refuseSecondBuild();
        natives();
        return DjlTensorSession.open(spec);
    }

    private static URL natives() throws UnavailableException {
        String folder = OrtOptions.MICROSOFT_RESOURCES + MavenCoordinates.microsoftPlatform() + "/";
        String name = folder + System.mapLibraryName("onnxruntime");
        URL found = DjlDoor.class.getClassLoader().getResource(name);
        if (found == null) {
            throw new UnavailableException(
                    Reason.LIBRARY_MISSING,
                    "no jar on the class path holds " + name,
                    "add " + MavenCoordinates.djl() + ", on a platform that has natives in it",
                    null);
        }
        return found;
    }

    /** Bytedeco's jar has a copy of Microsoft's Java classes, so on one class path the wrong classes may be met. */
    private static void refuseSecondBuild() throws UnavailableException {
        String copy = OrtOptions.BYTEDECO_RESOURCES + "global/onnxruntime.class";
        URL other = DjlDoor.class.getClassLoader().getResource(copy);
        if (other != null) {
            throw new UnavailableException(
                    Reason.LIBRARY_INCOMPATIBLE,
                    OrtDjlBackend.ID + " shares its class path with " + other
                            + ", another build of ONNX Runtime with its own copy of the same Java classes",
                    "run it in a fork, or leave that jar out",
                    null);
        }
    }

    private static Optional<String> versionOf(URL resource) {
        try {
            URLConnection connection = resource.openConnection();
            if (!(connection instanceof JarURLConnection jar)) {
                return Optional.empty();
            }
            URL manifest = new URL("jar:" + jar.getJarFileURL() + "!/META-INF/MANIFEST.MF");
            try (InputStream in = manifest.openStream()) {
                return Optional.ofNullable(
                        new Manifest(in).getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION));
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
