package io.inferbench.report.html;

import io.inferbench.api.backend.RequestEnd.Failure;
import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Completed;
import io.inferbench.core.serve.RequestRecord;
import io.inferbench.core.serve.ServedFigures;
import io.inferbench.core.sink.Figures;
import io.inferbench.core.sink.NumberedTrials;
import io.inferbench.report.view.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What became of the requests that servers were sent: how many were answered, how many failed and how. */
final class LoadSection {

    private static final List<Metric> RATES =
            List.of(Metrics.REQUESTS_IN_FLIGHT, Metrics.REQUEST_THROUGHPUT, Metrics.GOODPUT);

    private final Shown shown;

    LoadSection(Shown shown) {
        this.shown = shown;
    }

    void write(HtmlPage page) {
        HtmlTable table = new HtmlTable("Requests of the measured load")
                .numbers(NumberedTrials.HEADING)
                .text("engine", "parameters")
                .numbers("sent", "answered", "failed", "of all")
                .text("failures by class")
                .numbers("in flight, mean", "most", "answers", "goodput")
                .footnote(
                        "All forks together. A failed request is in no latency; its tokens count in the throughput of the "
                                + "seconds they came in. Classes are those of docs/serving.md. "
                                + MetricCells.formulas(RATES) + ".");
        for (Subject subject : shown.subjects()) {
            subject.trials().forEach(trial -> row(subject, trial).ifPresent(table::row));
        }
        if (!table.isEmpty()) {
            page.section("load", "Requests");
            page.table(table);
        }
    }

    private Optional<List<Cell>> row(Subject subject, Completed trial) {
        List<ServedFigures> forks = trial.forks().stream()
                .map(ServedFigures::of)
                .flatMap(Optional::stream)
                .toList();
        if (forks.isEmpty()) {
            return Optional.empty();
        }
        List<RequestRecord> sent =
                forks.stream().flatMap(fork -> fork.measured().stream()).toList();
        Map<Failure, Long> failures = sent.stream()
                .flatMap(record -> record.failure().stream())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        long failed = failures.values().stream().mapToLong(Long::longValue).sum();
        int most = forks.stream().mapToInt(ServedFigures::mostInFlight).max().orElse(0);
        List<Cell> row = new ArrayList<>(List.of(
                Cell.trial(shown.numbers().number(trial)),
                Cell.text(shown.engines().name(trial.trial()) + Shown.mark(trial)),
                Cell.text(subject.cell(trial.trial())),
                Cell.count(sent.size(), "requests of the measured stage"),
                Cell.count(sent.size() - failed, "whole answers"),
                Cell.count(failed, "requests without a whole answer"),
                share(failed, sent.size()),
                Cell.text(failures.entrySet().stream()
                        .map(failure -> failure.getKey() + " " + failure.getValue())
                        .collect(Collectors.joining(", "))),
                inFlight(trial),
                Cell.count(most, "most requests in flight at once inside the window, of any fork")));
        row.add(rate(trial, Metrics.REQUEST_THROUGHPUT));
        row.add(rate(trial, Metrics.GOODPUT));
        return Optional.of(row);
    }

    private static Cell share(long failed, int sent) {
        double percent = sent == 0 ? 0 : 100.0 * failed / sent;
        return Cell.number(
                String.format(Locale.ROOT, "%.2f %%", percent), percent, "failed over sent: " + failed + " of " + sent);
    }

    private static Cell inFlight(Completed trial) {
        return trial.summary(Metrics.REQUESTS_IN_FLIGHT.name())
                .map(summary -> Cell.number(
                        Figures.plain(summary.value()),
                        summary.value(),
                        MetricCells.formula(summary.metric()) + "; mean of the forks'"))
                .orElseGet(() -> Cell.absent("not measured"));
    }

    private static Cell rate(Completed trial, Metric metric) {
        return trial.summary(metric.name())
                .map(summary -> MetricCells.headline(trial, summary))
                .orElseGet(() ->
                        Cell.absent(metric.equals(Metrics.GOODPUT) ? "the plan states no objectives" : "not measured"));
    }
}
