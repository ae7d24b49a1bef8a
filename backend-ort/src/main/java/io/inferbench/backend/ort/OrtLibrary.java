package io.inferbench.backend.ort;

import static org.bytedeco.onnxruntime.global.onnxruntime.GetAvailableProviders;
import static org.bytedeco.onnxruntime.global.onnxruntime.GetBuildInfoString;
import static org.bytedeco.onnxruntime.global.onnxruntime.ORT_API_VERSION;
import static org.bytedeco.onnxruntime.global.onnxruntime.OrtGetApiBase;

import io.inferbench.api.backend.Unavailable.Reason;
import io.inferbench.backend.support.UnavailableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.onnxruntime.OrtApi;
import org.bytedeco.onnxruntime.StringVector;
import org.jspecify.annotations.Nullable;

/**
 * The build of ONNX Runtime that this process runs.
 *
 * @param version what the library calls itself
 * @param file where it was loaded from
 * @param build its own description of how it was built
 * @param providers the execution providers compiled into it, best first
 * @param folder the user's folder it came from, absent for the bundled build
 */
record OrtLibrary(String version, String file, String build, List<String> providers, Optional<Path> folder) {

    private static final String MEMORY_CAP = "org.bytedeco.javacpp.maxPhysicalBytes";

    private static @Nullable OrtLibrary loaded;

    OrtLibrary {
        providers = List.copyOf(providers);
    }

    /**
     * Loads the library on the first call; two builds in one process are refused.
     *
     * @param folder where the user's own build is, absent for the bundled one
     * @throws UnavailableException if it is not there, does not fit, or another build is already in this process
     */
    static synchronized OrtLibrary load(Optional<Path> folder) throws UnavailableException {
        Optional<Path> wanted = folder.map(path -> path.toAbsolutePath().normalize());
        if (loaded != null) {
            if (!loaded.folder.equals(wanted)) {
                throw new UnavailableException(
                        Reason.LIBRARY_INCOMPATIBLE,
                        "asked for ONNX Runtime from " + place(wanted) + "; this process already runs " + loaded.version
                                + " from " + loaded.file + ", and two builds must not share a process",
                        "run each in its own fork",
                        null);
            }
            return loaded;
        }
        Optional<UserLibrary> userLibrary =
                wanted.isPresent() ? Optional.of(UserLibrary.in(wanted.get())) : Optional.empty();
        liftMemoryCap();
        try {
            AbsentPresets.define();
            userLibrary.ifPresent(UserLibrary::load);
            Loader.load(org.bytedeco.onnxruntime.global.onnxruntime.class);
            loaded = describe(wanted);
            return loaded;
        } catch (LinkageError | RuntimeException failure) {
            throw new UnavailableException(
                    Reason.LIBRARY_MISSING,
                    "ONNX Runtime from " + place(wanted) + " cannot be loaded: " + UnavailableException.text(failure),
                    "put " + MavenCoordinates.bytedeco("") + " on the class path",
                    failure);
        }
    }

    /**
     * Keeps JavaCPP from refusing native objects once the process is larger than four Java heaps.
     *
     * <p>It counts all memory of the process, and here that is the engine's weights and caches, which the heap's size says
     * nothing about. A value the user gave stays.
     */
    private static void liftMemoryCap() {
        if (System.getProperty(MEMORY_CAP) == null) {
            System.setProperty(MEMORY_CAP, "0");
        }
    }

    private static String place(Optional<Path> folder) {
        return folder.map(Path::toString).orElse("the bundled jar");
    }

    private static OrtLibrary describe(Optional<Path> folder) throws UnavailableException {
        String version = OrtGetApiBase().GetVersionString().call().getString();
        String file = Loader.getLoadedLibraries().getOrDefault(UserLibrary.LOADER_NAME, "unknown");
        // The C++ functions dereference this table without a look, so nothing may be called before it is known to
        // exist.
        OrtApi api = OrtGetApiBase().GetApi().call(ORT_API_VERSION);
        if (api == null || api.isNull()) {
            throw new UnavailableException(
                    Reason.LIBRARY_INCOMPATIBLE,
                    "ONNX Runtime " + version + " from " + file + " is older than these bindings, which need 1."
                            + ORT_API_VERSION + " or later",
                    "point 'library.path' at such a build or leave it out",
                    null);
        }
        List<String> providers = new ArrayList<>();
        try (StringVector names = GetAvailableProviders()) {
            for (long i = 0; i < names.size(); i++) {
                providers.add(names.get(i).getString());
            }
        }
        return new OrtLibrary(version, file, GetBuildInfoString().getString(), providers, folder);
    }
}
