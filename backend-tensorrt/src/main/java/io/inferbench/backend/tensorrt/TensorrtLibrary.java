package io.inferbench.backend.tensorrt;

import static org.bytedeco.tensorrt.global.nvinfer.getInferLibVersion;

import io.inferbench.api.backend.Unavailable.Reason;
import io.inferbench.api.option.Options;
import io.inferbench.backend.support.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/**
 * The loaded libraries.
 *
 * @param version for instance {@code 11.2.1}
 * @param file the file of libnvinfer, where the system tells
 */
record TensorrtLibrary(String version, Optional<Path> file) {

    private static final Path MAPPED_FILES = Path.of("/proc/self/maps");
    private static final List<String> LIBRARIES =
            List.of("libnvinfer.so", "libnvinfer_plugin.so", "libnvonnxparser.so");

    /**
     * Loads TensorRT, from the folder of the options if they name one.
     *
     * @throws UnavailableException if it is not there or does not load, naming the library at fault
     */
    static TensorrtLibrary load(Options options) throws UnavailableException {
        Optional<Path> folder = options.find(TensorrtOptions.LIBRARY_PATH);
        if (folder.isPresent()) {
            loadFrom(folder.get());
        }
        try {
            Loader.load(org.bytedeco.tensorrt.global.nvinfer.class);
            Loader.load(org.bytedeco.tensorrt.global.nvonnxparser.class);
        } catch (LinkageError failure) {
            throw new UnavailableException(
                    Reason.LIBRARY_MISSING,
                    "TensorRT does not load: " + UnavailableException.text(failure),
                    MavenCoordinates.remedy(),
                    failure);
        }
        return new TensorrtLibrary(text(getInferLibVersion()), mapped("libnvinfer.so"));
    }

    /** Loads the user's libraries first: the bindings, linked to them by name, then find them in the process. */
    private static void loadFrom(Path folder) throws UnavailableException {
        for (String library : LIBRARIES) {
            Path file = newest(folder, library);
            try {
                System.load(file.toAbsolutePath().toString());
            } catch (UnsatisfiedLinkError failure) {
                throw new UnavailableException(
                        Reason.LIBRARY_INCOMPATIBLE,
                        file + " does not load: " + failure.getMessage(),
                        "install what it names; the bindings are for TensorRT " + MavenCoordinates.release(),
                        failure);
            }
        }
    }

    private static Path newest(Path folder, String library) throws UnavailableException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(library))
                    .max(Path::compareTo)
                    .orElseThrow(() -> new UnavailableException(
                            Reason.LIBRARY_MISSING,
                            "'" + TensorrtOptions.LIBRARY_PATH.name() + "' is " + folder + ", which holds no "
                                    + library,
                            "name the folder lib of an installation of TensorRT " + MavenCoordinates.release(),
                            null));
        } catch (IOException unreadable) {
            throw new UnavailableException(
                    Reason.MISCONFIGURED,
                    "'" + TensorrtOptions.LIBRARY_PATH.name() + "' is " + folder + ", which cannot be read: "
                            + unreadable,
                    "name the folder lib of an installation of TensorRT " + MavenCoordinates.release(),
                    unreadable);
        }
    }

    /** Returns the file that a library of this process comes from. */
    private static Optional<Path> mapped(String name) {
        if (!Files.isReadable(MAPPED_FILES)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(MAPPED_FILES)) {
            return lines.filter(line -> line.contains("/" + name))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .findFirst();
        } catch (IOException | RuntimeException untold) {
            return Optional.empty();
        }
    }

    /** Returns a version number as people write it: 110201 is 11.2.1. */
    static String text(int number) {
        return number / 10_000 + "." + number / 100 % 100 + "." + number % 100;
    }
}
