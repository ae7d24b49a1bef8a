package io.inferbench.core.sink;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.SpeedOfLight;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.TrialResult;
import io.inferbench.core.serve.LoadFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The table at the end of a run: one row per trial, one column per thing in which trials differ.
 *
 * @param headings of the columns
 * @param textColumns how many columns from the left hold text; the others hold numbers
 * @param rows cells, one row per trial in the report's order
 * @param shared what has no column, for lines above the table
 */
public record ResultTable(List<String> headings, int textColumns, List<List<String>> rows, List<String> shared) {

    /** Returns the table of a report. */
    public static ResultTable of(RunReport report) {
        TrialColumns columns = new TrialColumns(
                report.results().stream().map(TrialResult::trial).toList());
        Map<String, Function<Completed, String>> numbers = numbers(report);
        List<String> headings = new ArrayList<>(List.of("verdict"));
        headings.addAll(columns.headings());
        int textColumns = headings.size();
        headings.addAll(numbers.keySet());
        List<List<String>> rows = new ArrayList<>();
        for (TrialResult result : report.results()) {
            List<String> row = new ArrayList<>(List.of(TrialText.status(result)));
            row.addAll(columns.cells(result.trial()));
            numbers.values()
                    .forEach(number -> row.add(result instanceof Completed completed ? number.apply(completed) : ""));
            rows.add(List.copyOf(row));
        }
        return new ResultTable(List.copyOf(headings), textColumns, List.copyOf(rows), columns.shared());
    }

    /** Latency is a call's or a whole answer's; what generates has its first and its further tokens beside it. */
    private static Map<String, Function<Completed, String>> numbers(RunReport report) {
        Map<String, Function<Completed, String>> numbers = new LinkedHashMap<>();
        numbers.put("p50 ± CI", trial -> latency(trial, Figures::withInterval));
        numbers.put("p90", trial -> latency(trial, summary -> Figures.percentile(summary, 90)));
        numbers.put("p99", trial -> latency(trial, summary -> Figures.percentile(summary, 99)));
        if (anyHas(report, Metrics.TTFT)) {
            numbers.put("first token", trial -> median(trial, Metrics.TTFT));
        }
        if (anyHas(report, Metrics.ITL)) {
            numbers.put("next token", trial -> median(trial, Metrics.ITL));
        }
        if (report.results().stream()
                .anyMatch(result -> result instanceof Completed completed
                        && !foundRate(completed).isEmpty())) {
            numbers.put("highest rate", ResultTable::foundRate);
        }
        for (Metric rate : List.of(Metrics.REQUEST_THROUGHPUT, Metrics.GOODPUT)) {
            if (anyHas(report, rate)) {
                numbers.put(rate.equals(Metrics.GOODPUT) ? "goodput" : "answers", trial -> rate(trial, rate));
            }
        }
        numbers.put(
                "throughput",
                trial -> TrialText.throughput(trial)
                        .map(summary ->
                                Figures.of(summary.value(), summary.metric().unit()))
                        .orElse(""));
        if (anyNearLimit(report)) {
            numbers.put("of the limit", ResultTable::ofLimit);
        }
        numbers.put("outputs", trial -> TrialText.agreement(trial.agreement()));
        return numbers;
    }

    private static String latency(Completed trial, Function<MetricSummary, String> text) {
        return TrialText.latency(trial).map(text).orElse("");
    }

    private static String median(Completed trial, Metric metric) {
        return trial.summary(metric.name()).map(Figures::withInterval).orElse("");
    }

    /** What a search for the highest rate came to, fork by fork. */
    private static String foundRate(Completed trial) {
        return trial.forks().stream()
                .flatMap(fork -> fork.phase(Stage.MEASUREMENT).stream())
                .map(PhaseResult::facts)
                .filter(facts -> facts.containsKey(LoadFacts.SEARCH_MET))
                .map(facts -> facts.containsKey(LoadFacts.SEARCH_RATE)
                        ? facts.get(LoadFacts.SEARCH_RATE) + " /s"
                        : "none held")
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String rate(Completed trial, Metric metric) {
        return trial.summary(metric.name())
                .map(summary -> Figures.of(summary.value(), metric.unit()))
                .orElse("");
    }

    private static boolean anyHas(RunReport report, Metric metric) {
        return report.results().stream()
                .anyMatch(result -> result instanceof Completed completed
                        && completed.summary(metric.name()).isPresent());
    }

    private static boolean anyNearLimit(RunReport report) {
        return report.results().stream()
                .anyMatch(result -> result instanceof Completed completed
                        && !ofLimit(completed).isEmpty());
    }

    /** How much of the ceiling that binds was reached, of the step where tokens are generated: {@code 62.1 % bandwidth}. */
    private static String ofLimit(Completed trial) {
        Optional<SpeedOfLight> speed =
                trial.speedOfLight().map(whole -> whole.decode().orElse(whole));
        return speed.flatMap(SpeedOfLight::bound)
                .map(bound -> Figures.fraction(
                                bound == SpeedOfLight.Bound.COMPUTE
                                        ? speed.get().computeFraction()
                                        : speed.get().bandwidthFraction())
                        + " " + TrialText.word(bound))
                .orElse("");
    }
}
