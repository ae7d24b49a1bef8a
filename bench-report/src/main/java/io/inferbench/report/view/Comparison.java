package io.inferbench.report.view;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Interval;
import io.inferbench.api.report.MetricSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One metric of one subject: every engine at every cell.
 *
 * @param metric which
 * @param cells combinations of parameters, in the report's order
 * @param rows one per engine, in the report's order
 */
public record Comparison(Metric metric, List<String> cells, List<Row> rows) {

    /** Copies the lists. */
    public Comparison {
        cells = List.copyOf(cells);
        rows = List.copyOf(rows);
    }

    /**
     * One engine.
     *
     * @param engine its name
     * @param index its place in the report, which decides its colour
     * @param summaries one per cell; empty where it has no value
     */
    public record Row(String engine, int index, List<Optional<MetricSummary>> summaries) {

        /** Copies the summaries. */
        public Row {
            summaries = List.copyOf(summaries);
        }
    }

    /** Returns the comparison of some of a subject's trials. */
    public static Comparison of(Subject subject, Engines engines, List<Completed> trials, Metric metric) {
        List<String> cells = subject.cells(trials);
        Map<String, Integer> names = new LinkedHashMap<>();
        trials.forEach(trial -> names.putIfAbsent(engines.name(trial.trial()), engines.index(trial.trial())));
        List<Row> rows = names.entrySet().stream()
                .map(name -> new Row(
                        name.getKey(),
                        name.getValue(),
                        cells.stream()
                                .map(cell -> trials.stream()
                                        .filter(trial -> engines.name(trial.trial())
                                                        .equals(name.getKey())
                                                && subject.cell(trial.trial()).equals(cell))
                                        .findFirst()
                                        .flatMap(trial -> trial.summary(metric.name())))
                                .toList()))
                .toList();
        return new Comparison(metric, cells, rows);
    }

    /** Returns the axis in the unit that suits the values. */
    public Axis axis() {
        return Axis.of(
                metric,
                rows.stream()
                        .flatMap(row -> row.summaries().stream())
                        .flatMap(Optional::stream)
                        .mapToDouble(MetricSummary::value)
                        .max()
                        .orElse(0));
    }

    /** Returns the largest value or end of an interval. */
    public double largest() {
        return rows.stream()
                .flatMap(row -> row.summaries().stream())
                .flatMap(Optional::stream)
                .flatMap(summary -> Stream.of(
                        summary.value(), summary.interval().map(Interval::high).orElseGet(summary::value)))
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }

    /** Returns whether there is no value. */
    public boolean isEmpty() {
        return rows.stream().flatMap(row -> row.summaries().stream()).allMatch(Optional::isEmpty);
    }
}
