package io.inferbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.metric.SinkSession;
import io.inferbench.api.metric.SinkSpec;
import io.inferbench.api.option.Options;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.RunReport;
import io.inferbench.core.json.ReportJson;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/**
 * Every file of this module from a JSON of 50 trials with 10,000 samples each.
 *
 * <p>What it took stands in {@code target/large-report/times.txt}; it is written down there and not asserted, since other work
 * on the machine would decide it.
 */
class LargeReportTest {

    private static final long MOST_PAGE_BYTES = 5_000_000;
    private static final Path FOLDER = Path.of("target", "large-report");

    @Test
    void aPageOfFiftyTrialsStaysBelowFiveMegabytes() throws Exception {
        Files.createDirectories(FOLDER);
        Path json = FOLDER.resolve("report.json");
        RunReport made = LargeReport.make();
        assertThat(made.results()).hasSize(50).allMatch(result -> samples((Completed) result) == 10_000);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(json))) {
            ReportJson.write(made, out);
        }

        StringBuilder times = new StringBuilder();
        long start = System.nanoTime();
        RunReport report = ReportJson.read(json);
        note(times, "read " + Files.size(json) + " bytes of JSON", start);
        for (MetricSink sink : ServiceLoader.load(MetricSink.class)) {
            if (sink.getClass().getPackageName().startsWith("io.inferbench.report.")) {
                long before = System.nanoTime();
                SinkSpec spec =
                        SinkSpec.of(FOLDER, new StringBuilder(), false, Options.parse(sink.options(), Map.of()));
                try (SinkSession session = sink.open(spec)) {
                    session.runFinished(report);
                }
                note(times, "sink " + sink.id(), before);
            }
        }
        note(times, "all", start);
        Files.writeString(FOLDER.resolve("times.txt"), times);

        assertThat(times.toString()).contains("sink html", "sink charts");
        assertThat(Files.size(FOLDER.resolve("report.html"))).isLessThan(MOST_PAGE_BYTES);
    }

    private static long samples(Completed trial) {
        return trial.forks().stream()
                .mapToLong(fork -> fork.table("iterations").orElseThrow().rows())
                .sum();
    }

    private static void note(StringBuilder times, String what, long startNanos) {
        times.append(String.format(Locale.ROOT, "%8.3f s  %s%n", (System.nanoTime() - startNanos) / 1e9, what));
    }
}
