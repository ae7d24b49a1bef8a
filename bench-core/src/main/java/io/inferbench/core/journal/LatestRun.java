package io.inferbench.core.journal;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code latest.json} and {@code latest.md} in the results folder: the report of the run that ended last.
 *
 * <p>Each is the run's own file under a second name where the file system has hard links, else a copy; it is replaced at
 * once, so that a reader meets the older or the newer one and never half of either. A run without such a file takes the
 * older one away, since it would no longer be the latest.
 */
public final class LatestRun {

    private static final Map<String, String> NAMES = Map.of("report.json", "latest.json", "report.md", "latest.md");

    private LatestRun() {}

    /**
     * Makes the files of a run the latest.
     *
     * @param files that its sinks wrote
     * @return what could not be done, in one sentence; empty if all was
     */
    public static Optional<String> publish(RunFolder folder, List<Path> files) {
        Path results = folder.path().toAbsolutePath().getParent();
        if (results == null) {
            return Optional.empty();
        }
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            Path latest = results.resolve(name.getValue());
            Optional<Path> written =
                    files.stream().filter(file -> file.endsWith(name.getKey())).findFirst();
            try {
                if (written.isPresent()) {
                    replace(written.get(), latest);
                } else {
                    Files.deleteIfExists(latest);
                }
            } catch (IOException refused) {
                return Optional.of(latest + " cannot be made the latest report (" + refused
                        + "); the run's own files in " + folder.path() + " are whole");
            }
        }
        return Optional.empty();
    }

    private static void replace(Path file, Path latest) throws IOException {
        // Runs that end together must not meet in one temporary file.
        Path partial = latest.resolveSibling(
                latest.getFileName() + "." + ProcessHandle.current().pid() + ".partial");
        Files.deleteIfExists(partial);
        try {
            Files.createLink(partial, file);
        } catch (UnsupportedOperationException | IOException noLinks) {
            Files.copy(file, partial, StandardCopyOption.REPLACE_EXISTING);
        }
        try {
            Files.move(partial, latest, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(partial, latest, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            // Renaming one name of a file to another of its names does nothing and leaves both.
            Files.deleteIfExists(partial);
        }
    }
}
