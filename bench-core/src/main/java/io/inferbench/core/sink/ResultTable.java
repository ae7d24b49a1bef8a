package io.inferbench.core.sink;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The table at the end of a run: one row per trial, one column per parameter that differs.
 *
 * @param headings of the columns
 * @param textColumns how many columns from the left hold text; the others hold numbers
 * @param rows cells, one row per trial in the report's order
 * @param shared what all trials have in common, for one line above the table; may be empty
 */
record ResultTable(List<String> headings, int textColumns, List<List<String>> rows, String shared) {

    static ResultTable of(RunReport report) {
        List<Map<String, String>> cells = report.results().stream()
                .map(result -> description(result.trial()))
                .toList();
        List<String> varying = new ArrayList<>();
        Map<String, String> same = new LinkedHashMap<>();
        columns(cells).forEach(name -> {
            List<String> values = cells.stream()
                    .map(cell -> cell.getOrDefault(name, ""))
                    .distinct()
                    .toList();
            boolean always = name.equals("backend") || name.equals("model");
            if (values.size() == 1 && !always) {
                same.put(name, values.get(0));
            } else {
                varying.add(name);
            }
        });
        List<String> headings = new ArrayList<>(List.of("verdict"));
        varying.forEach(name -> headings.add(TrialText.shortName(name)));
        int textColumns = headings.size();
        headings.addAll(List.of("p50 ± CI", "p90", "p99", "throughput", "outputs"));
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            rows.add(row(report.results().get(i), varying, cells.get(i)));
        }
        return new ResultTable(List.copyOf(headings), textColumns, List.copyOf(rows), shared(same));
    }

    private static Map<String, String> description(Trial trial) {
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("backend", trial.backend());
        cells.put("model", trial.model());
        cells.put("workload", trial.workload());
        cells.putAll(trial.parameters());
        trial.backendOptions().forEach((name, value) -> cells.put("backend." + name, value));
        trial.modelOptions().forEach((name, value) -> cells.put("model." + name, value));
        trial.workloadOptions().forEach((name, value) -> cells.put("workload." + name, value));
        return cells;
    }

    private static List<String> columns(List<Map<String, String>> cells) {
        List<String> names = new ArrayList<>(List.of("backend", "model", "workload"));
        TreeSet<String> others = new TreeSet<>();
        cells.forEach(cell -> others.addAll(cell.keySet()));
        others.removeAll(names);
        names.addAll(others);
        return names;
    }

    private static String shared(Map<String, String> same) {
        return same.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static List<String> row(TrialResult result, List<String> varying, Map<String, String> cells) {
        List<String> row = new ArrayList<>();
        row.add(TrialText.status(result));
        varying.forEach(name -> row.add(cells.getOrDefault(name, "")));
        if (result instanceof Completed completed) {
            Optional<MetricSummary> latency = TrialText.latency(completed);
            row.add(latency.map(summary -> median(summary)).orElse(""));
            row.add(latency.map(summary -> Figures.percentile(summary, 90)).orElse(""));
            row.add(latency.map(summary -> Figures.percentile(summary, 99)).orElse(""));
            row.add(TrialText.throughput(completed)
                    .map(summary -> Figures.of(summary.value(), summary.metric().unit()))
                    .orElse(""));
            row.add(TrialText.agreement(completed.agreement()));
        } else {
            row.addAll(List.of("", "", "", "", ""));
        }
        return List.copyOf(row);
    }

    /** The headline of a latency is its median; another metric says its name. */
    private static String median(MetricSummary summary) {
        Metric metric = summary.metric();
        String text = Figures.withInterval(summary);
        return metric.name().equals("latency") ? text : text + " " + metric.name();
    }
}
