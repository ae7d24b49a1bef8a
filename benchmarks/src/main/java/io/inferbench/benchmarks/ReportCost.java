package io.inferbench.benchmarks;

import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.TrialResult;
import io.inferbench.core.compare.Comparison;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.discovery.ProviderCatalog;
import io.inferbench.core.execution.RunSinks;
import io.inferbench.core.json.ReportJson;
import io.inferbench.core.merge.MergedRuns;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How long every file of a large run takes: 50 trials of 10,000 samples each, from the JSON on the disk.
 *
 * <p>The bar: all files together, the reading included, in 10 s on two cores. Ranking anew and comparing, which only
 * {@code report} with several runs and {@code compare} do, are shown beside it. Argument: a folder to keep the files in.
 */
public final class ReportCost {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BAR_SECONDS = 10;

    private ReportCost() {}

    /** Times each step and ends with exit code 1 if the bar is missed. */
    public static void main(String[] arguments) throws Exception {
        Path folder = arguments.length > 0
                ? Files.createDirectories(Path.of(arguments[0]))
                : Files.createTempDirectory("report-cost");
        Path json = folder.resolve("made.json");
        try (OutputStream out = Files.newOutputStream(json)) {
            ReportJson.write(LargeRun.make(), out);
        }
        long start = System.nanoTime();
        RunReport report = ReportJson.read(json);
        double total = told("read " + Files.size(json) / 1_000_000 + " MB of JSON", start);
        ProviderCatalog catalog = ProviderCatalog.discover();
        for (MetricSink sink : catalog.sinks().all()) {
            if (!sink.id().equals("console")) {
                long begun = System.nanoTime();
                String files = write(report, folder, sink.id(), catalog);
                total += told(sink.id() + ": " + files, begun);
            }
        }
        System.out.printf(Locale.ROOT, "%7.2f s  all files; the bar is %.0f s%n", total, BAR_SECONDS);
        start = System.nanoTime();
        Set<String> engines = report.results().stream()
                .map(result -> result.trial().backend())
                .collect(Collectors.toSet());
        MergedRuns.only(report, engines);
        told("beside it: ranked anew", start);
        start = System.nanoTime();
        Comparison.of(report, report).report();
        told("beside it: compared with itself", start);
        System.exit(total <= BAR_SECONDS ? 0 : 1);
    }

    private static String write(RunReport report, Path folder, String sink, ProviderCatalog catalog) throws Exception {
        try (RunSinks sinks =
                RunSinks.open(List.of(ProviderChoice.of(sink)), catalog, folder, new StringBuilder(), false)) {
            sinks.runStarted(report.header());
            for (TrialResult result : report.results()) {
                sinks.trialFinished(result);
            }
            sinks.runFinished(report);
            if (!sinks.failures().isEmpty()) {
                throw new IllegalStateException(String.join("; ", sinks.failures()));
            }
            return sinks.files().stream()
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.joining(", "));
        }
    }

    private static double told(String what, long startNanos) {
        double seconds = (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
        System.out.printf(Locale.ROOT, "%7.2f s  %s%n", seconds, what);
        return seconds;
    }
}
