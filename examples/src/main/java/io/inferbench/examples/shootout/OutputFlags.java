package io.inferbench.examples.shootout;

import io.inferbench.core.RunOutcome;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ProviderChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags that say where results go. */
final class OutputFlags {

    /** Where results of a command with flags go. */
    static final List<ProviderChoice> SINKS = Stream.of(
                    "console", "json", "csv", "markdown", "benchmark-line", "html", "summary")
            .map(ProviderChoice::of)
            .toList();

    private static final String CSV = "csv";

    @Option(names = "--results", paramLabel = "DIR", description = "Where runs make their folders. Default: results.")
    private @Nullable Path results;

    @Option(names = "--resume", paramLabel = "DIR", description = "Finish the interrupted run in this folder.")
    private @Nullable Path resume;

    @Option(names = "--csv", paramLabel = "FILE", description = "Also write one line per trial to this file.")
    private @Nullable Path csv;

    Optional<Path> resume() {
        return Optional.ofNullable(resume);
    }

    /** Returns the configuration with these flags' say. */
    BenchmarkConfig applyTo(BenchmarkConfig config) {
        List<ProviderChoice> sinks = new ArrayList<>(config.sinks());
        if (csv != null && sinks.stream().noneMatch(sink -> sink.id().equals(CSV))) {
            sinks.add(ProviderChoice.of(CSV));
        }
        return new BenchmarkConfig(
                config.name(),
                config.seed(),
                config.groups(),
                config.execution(),
                config.warmUp(),
                config.measurement(),
                config.agreement(),
                config.percentiles(),
                sinks,
                results == null ? config.resultsDirectory() : results,
                config.cacheDirectory(),
                config.load(),
                config.ceilings());
    }

    /**
     * Makes sure, before anything is measured, that the extra file can be written.
     *
     * @throws BadInputException if it cannot
     */
    void requireWritable() throws BadInputException {
        if (csv == null) {
            return;
        }
        Path file = csv.toAbsolutePath();
        if (Files.isDirectory(file)) {
            throw new BadInputException("--csv " + csv + " is a folder; name a file");
        }
        Path folder = file.getParent();
        try {
            Files.delete(Files.createTempFile(folder, "inferbench", ".partial"));
        } catch (IOException refused) {
            throw new BadInputException(
                    "--csv " + csv + " cannot be written: " + refused.getClass().getSimpleName() + " for " + folder
                            + "; name a file in a folder that is there and may be written",
                    refused);
        }
    }

    /**
     * Copies the CSV file of a run to where it was asked for.
     *
     * @return the copy, if one was asked for
     * @throws IOException if it cannot be written, or there is none because the sink failed
     */
    Optional<Path> copyCsv(RunOutcome outcome) throws IOException {
        if (csv == null) {
            return Optional.empty();
        }
        Path written = outcome.files().stream()
                .filter(file -> file.endsWith("results.csv"))
                .findFirst()
                .orElseThrow(() -> new IOException("the run has no CSV file to copy to " + csv));
        Path partial = csv.resolveSibling(csv.getFileName() + ".partial");
        Files.copy(written, partial, StandardCopyOption.REPLACE_EXISTING);
        return Optional.of(Files.move(partial, csv, StandardCopyOption.REPLACE_EXISTING));
    }
}
