package io.inferbench.report.text;

import io.inferbench.api.Device;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Interval;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.Percentile;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.core.sink.CsvLines;
import io.inferbench.core.sink.TrialText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code benchmark_results.csv}: one line per trial and metric, with the same columns for every plan. */
final class ResultRows {

    private static final List<Double> PERCENTS = List.of(50.0, 90.0, 95.0, 99.0, 99.9);

    private static final List<String> COLUMNS = List.of(
            "run_id",
            "started_at",
            "trial_id",
            "outcome",
            "verdict",
            "backend",
            "engine_version",
            "devices",
            "model",
            "workload",
            "parameters",
            "options",
            "metric",
            "unit",
            "value",
            "interval_low",
            "interval_high",
            "confidence",
            "forks",
            "count",
            "mean",
            "stddev",
            "min",
            "max",
            "p50",
            "p90",
            "p95",
            "p99",
            "p99_9",
            "reasons");

    private ResultRows() {}

    static void write(RunReport report, OutputStream out) throws IOException {
        CsvLines lines = new CsvLines(out, COLUMNS);
        for (TrialResult result : report.results()) {
            Map<String, String> common = common(report, result);
            if (!(result instanceof Completed completed)) {
                lines.add(common);
                continue;
            }
            for (MetricSummary summary : completed.summaries()) {
                Map<String, String> row = new LinkedHashMap<>(common);
                addFigures(row, summary);
                lines.add(row);
            }
        }
        lines.flush();
    }

    private static Map<String, String> common(RunReport report, TrialResult result) {
        Trial trial = result.trial();
        Map<String, String> row = new LinkedHashMap<>();
        row.put("run_id", report.header().runId());
        row.put("started_at", report.header().startedAt().toString());
        row.put("trial_id", trial.id());
        row.put("outcome", result instanceof Completed ? "COMPLETED" : TrialText.status(result));
        row.put("verdict", result.verdict().status().name());
        row.put("backend", trial.backend());
        row.put("model", trial.model());
        row.put("workload", trial.workload());
        row.put("parameters", joined(trial.parameters()));
        row.put("options", options(trial));
        row.put("reasons", String.join("; ", TrialText.reasons(result)));
        if (result instanceof Completed completed && !completed.forks().isEmpty()) {
            row.put("forks", Integer.toString(completed.forks().size()));
            row.put("engine_version", completed.forks().get(0).facts().getOrDefault("engine.version", ""));
            row.put(
                    "devices",
                    completed.forks().get(0).devices().stream()
                            .map(Device::reference)
                            .collect(Collectors.joining("+")));
        }
        return row;
    }

    private static String options(Trial trial) {
        Map<String, String> options = new TreeMap<>();
        trial.backendOptions().forEach((name, value) -> options.put("backend." + name, value));
        trial.modelOptions().forEach((name, value) -> options.put("model." + name, value));
        trial.workloadOptions().forEach((name, value) -> options.put("workload." + name, value));
        return joined(options);
    }

    private static String joined(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(";"));
    }

    private static void addFigures(Map<String, String> row, MetricSummary summary) {
        row.put("metric", summary.metric().name());
        row.put("unit", summary.metric().unit().suffix());
        row.put("value", CsvLines.number(summary.value()));
        summary.interval().ifPresent(interval -> addInterval(row, interval));
        row.put("count", Long.toString(summary.count()));
        row.put("mean", CsvLines.number(summary.mean()));
        summary.standardDeviation().ifPresent(deviation -> row.put("stddev", CsvLines.number(deviation)));
        row.put("min", CsvLines.number(summary.min()));
        row.put("max", CsvLines.number(summary.max()));
        for (Percentile percentile : summary.percentiles()) {
            if (PERCENTS.contains(percentile.percent())) {
                percentile.value().ifPresent(value -> row.put(column(percentile.percent()), CsvLines.number(value)));
            }
        }
    }

    private static String column(double percent) {
        return "p" + CsvLines.number(percent).replace('.', '_');
    }

    static void addInterval(Map<String, String> row, Interval interval) {
        row.put("interval_low", CsvLines.number(interval.low()));
        row.put("interval_high", CsvLines.number(interval.high()));
        row.put("confidence", CsvLines.number(interval.confidence()));
    }
}
