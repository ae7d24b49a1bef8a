package io.inferbench.report.chart;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.Parameters;
import io.inferbench.api.report.RunReport;
import io.inferbench.core.sink.TrialText;
import io.inferbench.report.view.Axis;
import io.inferbench.report.view.Comparison;
import io.inferbench.report.view.Engines;
import io.inferbench.report.view.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The sheets of a report. */
final class Sheets {

    /** A sheet with more is no longer looked at; the page has them all. */
    private static final int MOST_SUBJECTS = 12;

    private static final String NOTE =
            "Medians of samples, rates of throughputs, means of the forks'; whiskers are confidence "
                    + "intervals. INVALID trials are left out.";

    /** What is read first stands first; any other metric follows. */
    private static final List<String> ORDER = List.of(
            Metrics.OUTPUT_TOKEN_THROUGHPUT.name(),
            Metrics.REQUEST_THROUGHPUT.name(),
            Metrics.GOODPUT.name(),
            Metrics.TTFT.name(),
            Metrics.TPOT.name(),
            Metrics.ITL.name(),
            Metrics.E2EL.name(),
            Metrics.LATENCY.name());

    /** What a server is loaded by: metrics are drawn over it where it was swept. */
    private static final List<String> LOADS = List.of(Parameters.CONCURRENCY, Parameters.RATE);

    private final RunReport report;
    private final Engines engines;
    private final List<Subject> subjects;

    Sheets(RunReport report) {
        this.report = report;
        this.engines = new Engines(report);
        this.subjects = Subject.of(report).stream()
                .filter(subject -> !subject.usable().isEmpty())
                .limit(MOST_SUBJECTS)
                .toList();
    }

    private Sheet sheet(String title, int columns, List<Panel> panels) {
        Object name = report.header().plan().get("name");
        String of = name == null ? report.header().runId() : name.toString();
        return new Sheet(title + ": " + of, NOTE, columns, panels);
    }

    /** Returns the throughput of every subject. */
    Sheet throughput() {
        List<Panel> panels = new ArrayList<>();
        subjects.forEach(subject -> bars(subject, TrialText::throughput).ifPresent(panels::add));
        return sheet("Throughput", Math.min(2, Math.max(1, panels.size())), panels);
    }

    /** Returns every metric by engine, over the concurrency where that was swept. */
    Sheet everyMetric() {
        List<Panel> panels = new ArrayList<>();
        for (Subject subject : subjects) {
            for (Metric metric : metrics(subject)) {
                Function<Completed, Optional<MetricSummary>> summaryOf = trial -> trial.summary(metric.name());
                Caption caption = new Caption(Axis.title(metric) + direction(metric), subject.title());
                LOADS.stream()
                        .filter(subject.sweeps()::contains)
                        .findFirst()
                        .flatMap(load -> CurvePanel.sweep(caption, subject, engines, load, summaryOf))
                        .or(() -> bars(subject, summaryOf))
                        .ifPresent(panels::add);
            }
        }
        return sheet("Every metric by engine", Math.min(3, Math.max(1, panels.size())), panels);
    }

    private static List<Metric> metrics(Subject subject) {
        Set<Metric> metrics = new LinkedHashSet<>();
        subject.usable().forEach(trial -> trial.summaries().forEach(summary -> metrics.add(summary.metric())));
        return metrics.stream()
                .sorted(Comparator.comparingInt(
                        metric -> ORDER.contains(metric.name()) ? ORDER.indexOf(metric.name()) : ORDER.size()))
                .toList();
    }

    /** Returns latency, and throughput against it, of every subject. */
    Sheet performance() {
        List<Panel> panels = new ArrayList<>();
        for (Subject subject : subjects) {
            List<String> along = subject.along();
            bars(subject, TrialText::latency).ifPresent(panels::add);
            CurvePanel.tradeOff(
                            new Caption("Throughput against latency, up and to the left is better", subject.title()),
                            subject,
                            engines,
                            along)
                    .ifPresent(panels::add);
        }
        return sheet("Latency, and throughput against it", Math.min(2, Math.max(1, panels.size())), panels);
    }

    private Optional<Panel> bars(Subject subject, Function<Completed, Optional<MetricSummary>> summaryOf) {
        return subject.usable().stream()
                .map(summaryOf)
                .flatMap(Optional::stream)
                .findFirst()
                .map(first -> Comparison.of(subject, engines, subject.usable(), first.metric()))
                .filter(comparison -> !comparison.isEmpty())
                .map(comparison -> new BarPanel(
                        new Caption(Axis.title(comparison.metric()) + direction(comparison.metric()), subject.title()),
                        comparison));
    }

    private static String direction(Metric metric) {
        return switch (metric.better()) {
            case LOWER -> ", less is better";
            case HIGHER -> ", more is better";
            case NEITHER -> "";
        };
    }
}
