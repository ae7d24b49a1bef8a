package io.inferbench.core.sink;

import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table at the end of a run: one row per trial, one column per thing in which trials differ.
 *
 * @param headings of the columns
 * @param textColumns how many columns from the left hold text; the others hold numbers
 * @param rows cells, one row per trial in the report's order
 * @param shared what has no column, for lines above the table
 */
record ResultTable(List<String> headings, int textColumns, List<List<String>> rows, List<String> shared) {

    private static final List<String> NUMBERS = List.of("p50 ± CI", "p90", "p99", "throughput", "outputs");

    static ResultTable of(RunReport report) {
        TrialColumns columns = new TrialColumns(
                report.results().stream().map(TrialResult::trial).toList());
        List<String> headings = new ArrayList<>(List.of("verdict"));
        headings.addAll(columns.headings());
        int textColumns = headings.size();
        headings.addAll(NUMBERS);
        List<List<String>> rows = report.results().stream()
                .map(result -> row(result, columns.cells(result.trial())))
                .toList();
        return new ResultTable(List.copyOf(headings), textColumns, rows, columns.shared());
    }

    private static List<String> row(TrialResult result, List<String> description) {
        List<String> row = new ArrayList<>();
        row.add(TrialText.status(result));
        row.addAll(description);
        if (result instanceof Completed completed) {
            Optional<MetricSummary> latency = TrialText.latency(completed);
            row.add(latency.map(ResultTable::median).orElse(""));
            row.add(latency.map(summary -> Figures.percentile(summary, 90)).orElse(""));
            row.add(latency.map(summary -> Figures.percentile(summary, 99)).orElse(""));
            row.add(TrialText.throughput(completed)
                    .map(summary -> Figures.of(summary.value(), summary.metric().unit()))
                    .orElse(""));
            row.add(TrialText.agreement(completed.agreement()));
        } else {
            NUMBERS.forEach(absent -> row.add(""));
        }
        return List.copyOf(row);
    }

    /** A table's latency is a call's; another metric says its name. */
    private static String median(MetricSummary summary) {
        String text = Figures.withInterval(summary);
        return summary.metric().equals(Metrics.LATENCY)
                ? text
                : text + " " + summary.metric().name();
    }
}
