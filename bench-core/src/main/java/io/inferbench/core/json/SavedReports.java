package io.inferbench.core.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the reports that a path of a user's means: a file, a run's folder, or a folder of runs. */
public final class SavedReports {

    private static final List<String> NAMES = List.of("report.json", "report.json.gz");
    private static final String LATEST = "latest.json";

    private SavedReports() {}

    /**
     * Returns the one report that is meant: the file itself, that of a run's folder, or the latest of a results folder.
     *
     * @throws IOException naming the path and what was looked for, if there is none
     */
    public static Path one(Path given) throws IOException {
        if (Files.isRegularFile(given)) {
            return given;
        }
        List<String> names = new ArrayList<>(NAMES);
        names.add(LATEST);
        return names.stream()
                .map(given::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> absent(given, String.join(", ", names)));
    }

    /**
     * Returns every report that is meant: the file itself, that of a run's folder, or those of all runs of a results
     * folder, by name.
     *
     * @throws IOException naming the path and what was looked for, if there is none
     */
    public static List<Path> all(Path given) throws IOException {
        if (!Files.isDirectory(given)) {
            return List.of(one(given));
        }
        List<Path> own = reportsOf(given);
        if (!own.isEmpty()) {
            return own;
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> folders = Files.list(given)) {
            for (Path folder : folders.filter(Files::isDirectory)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList()) {
                found.addAll(reportsOf(folder));
            }
        }
        if (found.isEmpty()) {
            throw absent(given, "report.json, there or one folder below");
        }
        return found;
    }

    private static List<Path> reportsOf(Path folder) {
        return NAMES.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .limit(1)
                .toList();
    }

    private static NoSuchFileException absent(Path given, String lookedFor) {
        return new NoSuchFileException(
                given.toString(),
                null,
                Files.exists(given)
                        ? "it holds no report; looked for " + lookedFor
                        : "there is no such file or folder; name a report.json or a folder that holds one");
    }
}
