package io.inferbench.core.sink;

import io.inferbench.api.Device;
import io.inferbench.api.metric.Metric;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Skipped;
import io.inferbench.api.report.SpeedOfLight;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One CSV line per trial; columns in {@code docs/report-format.md}. */
final class TrialCsv {

    private static final List<String> FIRST = List.of(
            "run_id", "started_at", "trial_id", "outcome", "verdict", "reasons", "backend", "model", "workload");
    private static final List<String> LAST = List.of(
            "devices",
            "forks",
            "isolated",
            "agreement",
            "agreement_reference",
            "agreement_max_relative_error",
            "compute_fraction",
            "bandwidth_fraction",
            "failed_stage",
            "cause",
            "remedy");

    private TrialCsv() {}

    static void write(RunReport report, OutputStream out) throws IOException {
        List<Map<String, String>> rows =
                report.results().stream().map(result -> row(report, result)).toList();
        CsvLines lines = new CsvLines(out, columns(report.results(), rows));
        for (Map<String, String> row : rows) {
            lines.add(row);
        }
        lines.flush();
    }

    /** Parameters and options sorted by name, metrics in the order in which trials bring them. */
    private static List<String> columns(List<TrialResult> results, List<Map<String, String>> rows) {
        Set<String> parameters = new TreeSet<>();
        results.forEach(result -> parameters.addAll(parameters(result.trial()).keySet()));
        Set<String> metrics = new LinkedHashSet<>();
        rows.forEach(row -> metrics.addAll(row.keySet()));
        metrics.removeAll(FIRST);
        metrics.removeAll(parameters);
        LAST.forEach(metrics::remove);
        List<String> all = new ArrayList<>(FIRST);
        all.addAll(parameters);
        all.addAll(metrics);
        all.addAll(LAST);
        return all;
    }

    private static Map<String, String> row(RunReport report, TrialResult result) {
        Trial trial = result.trial();
        Map<String, String> row = new LinkedHashMap<>();
        row.put("run_id", report.header().runId());
        row.put("started_at", report.header().startedAt().toString());
        row.put("trial_id", trial.id());
        row.put("verdict", result.verdict().status().name());
        row.put("reasons", reasons(result.verdict()));
        row.put("backend", trial.backend());
        row.put("model", trial.model());
        row.put("workload", trial.workload());
        row.putAll(parameters(trial));
        if (result instanceof Completed completed) {
            row.put("outcome", "completed");
            completed.summaries().forEach(summary -> addMetric(row, summary));
            addFindings(row, completed);
        } else if (result instanceof Failed failed) {
            row.put("outcome", "failed");
            row.put("failed_stage", failed.stage().phaseName());
            row.put("cause", failed.cause());
        } else if (result instanceof Skipped skipped) {
            row.put("outcome", "skipped");
            row.put("cause", skipped.reason());
            row.put("remedy", skipped.remedy());
        }
        return row;
    }

    private static String reasons(Verdict verdict) {
        return verdict.reasons().stream()
                .map(reason -> reason.code() + ": " + reason.text())
                .collect(Collectors.joining("; "));
    }

    private static Map<String, String> parameters(Trial trial) {
        Map<String, String> all = new LinkedHashMap<>(trial.parameters());
        trial.backendOptions().forEach((name, value) -> all.put("backend." + name, value));
        trial.modelOptions().forEach((name, value) -> all.put("model." + name, value));
        trial.workloadOptions().forEach((name, value) -> all.put("workload." + name, value));
        return all;
    }

    private static void addMetric(Map<String, String> row, MetricSummary summary) {
        Metric metric = summary.metric();
        String key = metric.key();
        row.put(key, CsvLines.number(summary.value()));
        row.put(
                key + "_ci_low",
                summary.interval().map(ci -> CsvLines.number(ci.low())).orElse(""));
        row.put(
                key + "_ci_high",
                summary.interval().map(ci -> CsvLines.number(ci.high())).orElse(""));
        row.put(key + "_count", Long.toString(summary.count()));
        row.put(key + "_mean", CsvLines.number(summary.mean()));
        row.put(
                key + "_stddev",
                summary.standardDeviation().isPresent()
                        ? CsvLines.number(summary.standardDeviation().getAsDouble())
                        : "");
        row.put(key + "_min", CsvLines.number(summary.min()));
        row.put(key + "_max", CsvLines.number(summary.max()));
        summary.percentiles()
                .forEach(percentile -> row.put(
                        key + "_p" + CsvLines.number(percentile.percent()),
                        percentile.value().isPresent()
                                ? CsvLines.number(percentile.value().getAsDouble())
                                : ""));
    }

    private static void addFindings(Map<String, String> row, Completed completed) {
        row.put("forks", Integer.toString(completed.forks().size()));
        row.put(
                "devices",
                completed.forks().stream()
                        .flatMap(fork -> fork.devices().stream())
                        .map(Device::reference)
                        .distinct()
                        .collect(Collectors.joining("+")));
        row.put("isolated", Boolean.toString(completed.forks().stream().allMatch(fork -> fork.isolated())));
        Agreement agreement = completed.agreement();
        row.put("agreement", TrialText.word(agreement.status()));
        row.put("agreement_reference", agreement.reference());
        agreement.errors().stream()
                .mapToDouble(Agreement.OutputError::maxRelativeError)
                .max()
                .ifPresent(error -> row.put("agreement_max_relative_error", CsvLines.number(error)));
        completed.speedOfLight().ifPresent(speed -> addFractions(row, speed));
    }

    private static void addFractions(Map<String, String> row, SpeedOfLight speed) {
        speed.computeFraction().ifPresent(value -> row.put("compute_fraction", CsvLines.number(value)));
        speed.bandwidthFraction().ifPresent(value -> row.put("bandwidth_fraction", CsvLines.number(value)));
    }
}
