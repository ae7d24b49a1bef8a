package io.inferbench.backend.ort;

import io.inferbench.api.backend.Unavailable.Reason;
import io.inferbench.backend.support.UnavailableException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * A build of ONNX Runtime in a folder of the user's, under any of the names its packages give it.
 *
 * @param file the library itself
 */
record UserLibrary(Path file) {

    /** The name under which JavaCPP's presets ask for the library. */
    static final String LOADER_NAME = "onnxruntime@.1";

    private static final String PROVIDERS_SHARED = "onnxruntime_providers_shared";
    private static final String EXTENSION_PROPERTY = "org.bytedeco.javacpp.platform.extension";
    private static final String CACHE_PROPERTY = "org.bytedeco.javacpp.cachedir";

    /**
     * Finds the library in a folder.
     *
     * @throws UnavailableException if the folder holds none
     */
    static UserLibrary in(Path folder) throws UnavailableException {
        String wanted = System.mapLibraryName("onnxruntime");
        String stem = wanted.substring(0, wanted.lastIndexOf('.'));
        try (Stream<Path> files = Files.list(folder)) {
            return new UserLibrary(
                    files.filter(file -> isLibrary(file.getFileName().toString(), wanted, stem))
                            .min(Comparator.comparingInt(
                                    file -> file.getFileName().toString().length()))
                            .orElseThrow(() -> misconfigured(folder, "holds no " + wanted, null)));
        } catch (IOException unreadable) {
            throw misconfigured(folder, "cannot be listed: " + unreadable, unreadable);
        }
    }

    private static UnavailableException misconfigured(Path folder, String found, @Nullable Throwable cause) {
        return new UnavailableException(
                Reason.MISCONFIGURED,
                "option 'library.path' is " + folder + ", which " + found,
                "name the folder that holds ONNX Runtime's library, for instance lib/ of an unpacked release",
                cause);
    }

    private static boolean isLibrary(String name, String wanted, String stem) {
        // libonnxruntime.so.1.29.0, libonnxruntime.1.29.0.dylib; never libonnxruntime_providers_cuda.so.
        return name.equals(wanted)
                || name.startsWith(wanted + ".")
                || (name.startsWith(stem + ".") && name.endsWith(wanted.substring(stem.length())));
    }

    /** Loads it in place of the bundled one; must come before any class of the presets is initialised. */
    void load() {
        useOwnCache();
        useBindingsWithoutProviders();
        // A library of that name that is loaded already satisfies the provider libraries too, so it has to be this
        // build's.
        Path shared = file.resolveSibling(System.mapLibraryName(PROVIDERS_SHARED));
        if (Files.exists(shared)) {
            Loader.loadLibrary(Loader.class, new URL[] {url(shared)}, PROVIDERS_SHARED);
        }
        Loader.loadLibrary(Loader.class, new URL[] {url(file)}, LOADER_NAME);
    }

    /**
     * Gives JavaCPP a cache folder for this build alone.
     *
     * <p>JavaCPP links a library that was loaded from elsewhere into its cache, under the bundled library's name; in the
     * shared cache another process could then load this build unasked.
     */
    private void useOwnCache() {
        if (System.getProperty(CACHE_PROPERTY) == null) {
            String key = String.format(Locale.ROOT, "%08x", file.toString().hashCode());
            System.setProperty(
                    CACHE_PROPERTY,
                    Path.of(System.getProperty("user.home"), ".javacpp", "inferbench-library-" + key)
                            .toString());
        }
    }

    /**
     * Keeps JavaCPP to the jar of the CPU build where both are on the class path.
     *
     * <p>With the jar of the GPU build it would load that build's own CUDA provider before any session asks for one, and that
     * library's initialiser looks for a host in this build, finds none and ends the process (seen with 1.28.0).
     */
    private static void useBindingsWithoutProviders() {
        if (System.getProperty(EXTENSION_PROPERTY) == null) {
            System.setProperty(EXTENSION_PROPERTY, "");
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns the version in the file's name, if it has one. */
    Optional<String> versionInName() {
        String digits = file.getFileName().toString().replaceAll("^[^0-9]*|[^0-9]*$", "");
        return digits.contains(".") ? Optional.of(digits) : Optional.empty();
    }
}
