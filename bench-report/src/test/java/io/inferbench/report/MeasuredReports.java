package io.inferbench.report;

import io.inferbench.api.report.RunReport;
import io.inferbench.core.json.ReportFormatException;
import io.inferbench.core.json.ReportJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The reports under docs/results, which were measured on an H200. */
public final class MeasuredReports {

    private static final Path FOLDER = Path.of("..", "docs", "results", "2026-11-22-h200");

    private MeasuredReports() {}

    /** Returns {@code bert} or {@code gpt2}. */
    public static RunReport read(String name) {
        try {
            Path json = Files.createTempFile(name, ".json");
            try (InputStream in = new GZIPInputStream(Files.newInputStream(FOLDER.resolve(name + "-report.json.gz")))) {
                Files.write(json, in.readAllBytes());
                return ReportJson.read(json);
            } finally {
                Files.delete(json);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (ReportFormatException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
