package io.inferbench.core.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Where everything about one run is kept.
 *
 * <p>{@code journal.jsonl}, the sinks' files, {@code agreement/} with the reference's outputs, and {@code
 * trials/NNN/fork-N/} with each fork's log and whatever its engine wrote.
 *
 * @param path existing folder
 */
public record RunFolder(Path path) {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int MOST_IN_ONE_SECOND = 100;

    /**
     * Makes {@code NAME-TIME} below the results folder.
     *
     * @throws IOException naming the folder, if it cannot be made
     */
    public static RunFolder create(Path results, String planName, Instant startedAt) throws IOException {
        String name = planName.replaceAll("[^A-Za-z0-9._-]+", "-") + "-" + STAMP.format(startedAt);
        Path folder = results.toAbsolutePath();
        try {
            Files.createDirectories(folder);
            for (int number = 1; number <= MOST_IN_ONE_SECOND; number++) {
                Path path = folder.resolve(number == 1 ? name : name + "-" + number);
                try {
                    return new RunFolder(Files.createDirectory(path));
                } catch (FileAlreadyExistsException another) {
                    continue;
                }
            }
        } catch (IOException unwritable) {
            throw new IOException(
                    "results folder " + folder + " cannot be written (" + unwritable
                            + "); choose another one or make room",
                    unwritable);
        }
        throw new IOException(
                "results folder " + folder + " already has " + MOST_IN_ONE_SECOND + " runs named " + name);
    }

    /** Returns the run's id. */
    public String runId() {
        return path.getFileName().toString();
    }

    /** Returns the journal's file. */
    public Path journal() {
        return path.resolve("journal.jsonl");
    }

    /**
     * Returns the folder of one fork, made if absent.
     *
     * @param trial place in the plan, from 0
     * @param fork from 0
     */
    public Path fork(int trial, int fork) {
        return made(path.resolve(String.format(Locale.ROOT, "trials/%03d/fork-%d", trial + 1, fork + 1)));
    }

    /** Returns the folder of the reference's outputs, made if absent. */
    public Path agreement() {
        return made(path.resolve("agreement"));
    }

    /** Returns the folder of the fork that makes a reference's file, made if absent. */
    public Path reference(Path file) {
        return made(agreement().resolve(file.getFileName().toString().replace(".bin", "")));
    }

    /** Removes the folder if nothing was put into it. */
    public void removeIfEmpty() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException notEmpty) {
            // somebody may want what is in it
        }
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("folder " + folder + " cannot be made", unwritable);
        }
    }
}
