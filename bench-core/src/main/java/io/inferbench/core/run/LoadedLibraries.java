package io.inferbench.core.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The native libraries that this process has really loaded, whatever was asked for. */
final class LoadedLibraries {

    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final Pattern LIBRARY = Pattern.compile("\\.so(\\.[0-9.]+)?$");

    /** Of the C and C++ run times, which every process has. */
    private static final Pattern EVERYWHERE = Pattern.compile(
            "/(ld-linux|ld|libc|libm|libdl|libpthread|librt|libgcc_s|libstdc\\+\\+|libresolv|libnss_)[^/]*$");

    private LoadedLibraries() {}

    /** Returns their files, sorted, without those of Java itself; empty where the system does not tell. */
    static Optional<String> find() {
        String java = System.getProperty("java.home");
        try (Stream<String> lines = Files.lines(MAPS)) {
            String files = lines.map(line -> line.substring(Math.max(0, line.indexOf('/'))))
                    .filter(file ->
                            file.startsWith("/") && LIBRARY.matcher(file).find())
                    .filter(file ->
                            !file.startsWith(java) && !EVERYWHERE.matcher(file).find())
                    .sorted()
                    .distinct()
                    .collect(Collectors.joining(" "));
            return files.isEmpty() ? Optional.empty() : Optional.of(files);
        } catch (IOException | UncheckedIOException notTold) {
            return Optional.empty();
        }
    }
}
