package io.inferbench.core.run.fork;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder with all that is in it. */
final class FolderTree {

    private FolderTree() {}

    /** Deletes it as far as the system lets go of it; a measurement does not fail for what is left. */
    static void delete(Path folder) {
        for (Path file : deepestFirst(folder)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException held) {
                // A library that is still mapped on Windows, or a file that came meanwhile.
            }
        }
    }

    private static List<Path> deepestFirst(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }
}
