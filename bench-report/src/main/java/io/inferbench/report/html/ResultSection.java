package io.inferbench.report.html;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.TrialResult;
import io.inferbench.core.sink.NumberedTrials;
import io.inferbench.core.sink.ResultTable;
import io.inferbench.core.sink.TrialText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every trial in one line, and what speaks against it. */
final class ResultSection {

    private static final double P90 = 90;
    private static final double P99 = 99;

    private final Shown shown;

    ResultSection(Shown shown) {
        this.shown = shown;
    }

    private record Column(String heading, Function<Completed, Optional<Cell>> cell) {}

    void write(HtmlPage page) {
        page.section("results", "Results");
        ResultTable texts = ResultTable.of(shown.report());
        texts.shared().forEach(line -> page.raw("<p class=\"shared\">" + HtmlText.escaped(line) + "</p>\n"));
        List<Column> columns = columns();
        HtmlTable table = new HtmlTable("Every trial: its verdict and its headline figures")
                .text(NumberedTrials.HEADING)
                .text(texts.headings().subList(0, texts.textColumns()).toArray(String[]::new))
                .numbers(columns.stream().map(Column::heading).toArray(String[]::new))
                .text("outputs")
                .footnote(footnote());
        for (int i = 0; i < shown.report().results().size(); i++) {
            TrialResult result = shown.report().results().get(i);
            List<Cell> row = new ArrayList<>();
            row.add(Cell.trial(shown.numbers().number(result)));
            row.add(Cell.status(TrialText.status(result)));
            texts.rows().get(i).subList(1, texts.textColumns()).forEach(text -> row.add(Cell.text(text)));
            columns.forEach(column -> row.add(cell(column, result)));
            row.add(
                    result instanceof Completed completed
                            ? Cell.text(TrialText.agreement(completed.agreement()))
                            : Cell.text(""));
            table.row(row);
        }
        page.table(table);
        writeReasons(page);
    }

    private static Cell cell(Column column, TrialResult result) {
        return result instanceof Completed completed
                ? column.cell().apply(completed).orElseGet(() -> Cell.absent("not measured"))
                : Cell.absent("no numbers: " + TrialText.status(result));
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("p50 ± CI", trial -> latency(trial, s -> MetricCells.headline(trial, s))));
        columns.add(new Column("p90", trial -> latency(trial, s -> MetricCells.percentile(s, P90))));
        columns.add(new Column("p99", trial -> latency(trial, s -> MetricCells.percentile(s, P99))));
        addIfMeasured(columns, "first token", Metrics.TTFT);
        addIfMeasured(columns, "next token", Metrics.ITL);
        addIfMeasured(columns, "answers", Metrics.REQUEST_THROUGHPUT);
        addIfMeasured(columns, "goodput", Metrics.GOODPUT);
        columns.add(new Column(
                "throughput", trial -> TrialText.throughput(trial).map(s -> MetricCells.headline(trial, s))));
        columns.add(new Column(
                "samples",
                trial -> latency(
                        trial,
                        s -> Cell.count(s.count(), "values of " + s.metric().name() + ", all forks together"))));
        return columns;
    }

    private void addIfMeasured(List<Column> columns, String heading, Metric metric) {
        if (shown.numbers().completed().stream()
                .anyMatch(trial -> trial.summary(metric.name()).isPresent())) {
            columns.add(new Column(
                    heading, trial -> trial.summary(metric.name()).map(s -> MetricCells.headline(trial, s))));
        }
    }

    private static Optional<Cell> latency(Completed trial, Function<MetricSummary, Cell> cell) {
        return TrialText.latency(trial).map(cell);
    }

    private String footnote() {
        List<Metric> metrics = shown.numbers().completed().stream()
                .flatMap(trial -> Optional.of(trial).stream()
                        .flatMap(t -> Stream.of(TrialText.latency(t), TrialText.throughput(t))))
                .flatMap(Optional::stream)
                .map(MetricSummary::metric)
                .distinct()
                .toList();
        return "p50 is the median, ± the larger side of its confidence interval. A percentile stands here only with "
                + "enough samples for it. Point at a number for its formula, its samples and its interval. "
                + MetricCells.formulas(metrics);
    }

    /** What several trials have against them alike stands once. */
    private void writeReasons(HtmlPage page) {
        Map<String, List<TrialResult>> trialsByReason = new LinkedHashMap<>();
        shown.report()
                .results()
                .forEach(result -> TrialText.reasons(result)
                        .forEach(reason -> trialsByReason
                                .computeIfAbsent(reason, text -> new ArrayList<>())
                                .add(result)));
        if (trialsByReason.isEmpty()) {
            return;
        }
        page.heading("What speaks against the numbers");
        HtmlTable table =
                new HtmlTable("Reasons behind the verdicts, and notes that decide nothing").text("reason", "trials");
        trialsByReason.forEach((reason, trials) -> table.row(List.of(Cell.text(reason), trials(trials))));
        page.table(table);
    }

    private Cell trials(List<TrialResult> trials) {
        return new Cell(
                trials.stream()
                        .map(trial -> Cell.trial(shown.numbers().number(trial)).html())
                        .collect(Collectors.joining(", ")),
                OptionalDouble.empty(),
                "");
    }
}
