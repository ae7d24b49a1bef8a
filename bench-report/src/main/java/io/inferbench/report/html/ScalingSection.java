package io.inferbench.report.html;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Interval;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.core.sink.NumberedTrials;
import io.inferbench.core.sink.TrialText;
import io.inferbench.report.view.Axis;
import io.inferbench.report.view.Point;
import io.inferbench.report.view.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Throughput against latency, and both over every parameter that was swept. */
final class ScalingSection {

    private static final int PIXELS = 340;

    private final Shown shown;

    ScalingSection(Shown shown) {
        this.shown = shown;
    }

    void write(HtmlPage page) {
        List<Subject> several = shown.subjects().stream()
                .filter(subject -> subject.usable().size() > 1)
                .toList();
        if (several.isEmpty()) {
            return;
        }
        page.section("scaling", "Throughput and scaling");
        page.note("Points are headlines with their confidence intervals; lines join the trials of one engine. "
                + "INVALID trials are not drawn.");
        for (Subject subject : several) {
            page.heading(subject.title());
            page.raw("<div class=\"charts\">\n");
            writeTradeOff(page, subject);
            subject.sweeps().forEach(parameter -> {
                writeSweep(page, subject, parameter, TrialText::throughput);
                writeSweep(page, subject, parameter, TrialText::latency);
            });
            page.raw("</div>\n");
            writeTable(page, subject);
        }
    }

    /** Returns the summary whose metric is that of the first trial, so that one axis fits all. */
    private static Optional<Metric> metric(
            List<Completed> trials, Function<Completed, Optional<MetricSummary>> summaryOf) {
        return trials.stream()
                .map(summaryOf)
                .flatMap(Optional::stream)
                .findFirst()
                .map(MetricSummary::metric);
    }

    private static double largest(List<Completed> trials, Metric metric) {
        return trials.stream()
                .flatMap(trial -> trial.summary(metric.name()).stream())
                .mapToDouble(MetricSummary::value)
                .max()
                .orElse(0);
    }

    private void writeTradeOff(HtmlPage page, Subject subject) {
        List<Completed> trials = subject.usable();
        Optional<Metric> latency = metric(trials, TrialText::latency);
        Optional<Metric> throughput = metric(trials, TrialText::throughput);
        if (latency.isEmpty() || throughput.isEmpty()) {
            return;
        }
        List<String> along = subject.along();
        Curves curves = new Curves();
        for (Completed trial : trials) {
            Optional<MetricSummary> x = trial.summary(latency.get().name());
            Optional<MetricSummary> y = trial.summary(throughput.get().name());
            if (x.isPresent() && y.isPresent()) {
                curves.add(
                        name(subject, trial, along),
                        shown.engines().index(trial.trial()),
                        along.isEmpty()
                                ? 0
                                : Subject.number(trial, along.get(0)).orElse(Double.MAX_VALUE),
                        point(x.get(), y.get()));
            }
        }
        page.chart(
                new ChartSpec.Lines(
                        Axis.of(latency.get(), largest(trials, latency.get())).with(Axis.Scale.LOG),
                        Axis.of(throughput.get(), largest(trials, throughput.get())),
                        curves.series()),
                subject.title(),
                "Throughput against latency, up and to the left is better"
                        + (along.isEmpty()
                                ? ""
                                : "; lines go along " + along.get(0).replace('_', ' ')),
                PIXELS);
    }

    private void writeSweep(
            HtmlPage page, Subject subject, String parameter, Function<Completed, Optional<MetricSummary>> summaryOf) {
        List<Completed> trials = subject.usable();
        Optional<Metric> found = metric(trials, summaryOf);
        if (found.isEmpty()) {
            return;
        }
        Metric metric = found.get();
        Curves curves = new Curves();
        for (Completed trial : trials) {
            OptionalDouble value = Subject.number(trial, parameter);
            if (value.isPresent()) {
                trial.summary(metric.name())
                        .ifPresent(summary -> curves.add(
                                name(subject, trial, List.of(parameter)),
                                shown.engines().index(trial.trial()),
                                value.getAsDouble(),
                                point(value.getAsDouble(), summary)));
            }
        }
        if (!curves.hasLine()) {
            return;
        }
        page.chart(
                new ChartSpec.Lines(
                        Axis.plain(parameter.replace('_', ' '), "").with(Axis.Scale.STEPS),
                        Axis.of(metric, largest(trials, metric)),
                        curves.series()),
                subject.title(),
                Axis.title(metric) + " over " + parameter.replace('_', ' '),
                PIXELS);
    }

    /** Returns engine and cell without what the curve goes along. */
    private String name(Subject subject, Completed trial, List<String> along) {
        String cell = along.isEmpty() ? subject.cell(trial.trial()) : subject.cellWithout(trial.trial(), along.get(0));
        return (shown.engines().name(trial.trial()) + " " + cell).strip();
    }

    private static double[] point(MetricSummary x, MetricSummary y) {
        return new double[] {
            x.value(),
            y.value(),
            y.interval().map(Interval::low).orElseGet(y::value),
            y.interval().map(Interval::high).orElseGet(y::value),
            x.interval().map(Interval::low).orElseGet(x::value),
            x.interval().map(Interval::high).orElseGet(x::value)
        };
    }

    private static double[] point(double x, MetricSummary y) {
        return new double[] {
            x,
            y.value(),
            y.interval().map(Interval::low).orElseGet(y::value),
            y.interval().map(Interval::high).orElseGet(y::value)
        };
    }

    /** Returns the points of a curve as the script takes them, with as many digits as a drawing can show. */
    static List<double[]> points(List<Point> curve) {
        return curve.stream()
                .map(point -> new double[] {rounded(point.x()), rounded(point.y())})
                .toList();
    }

    private static double rounded(double value) {
        double step = Math.pow(10, 5 - Math.ceil(Math.log10(Math.abs(value))));
        return value == 0 || !Double.isFinite(step) ? value : Math.rint(value * step) / step;
    }

    private void writeTable(HtmlPage page, Subject subject) {
        HtmlTable table = new HtmlTable("Throughput and latency of " + subject.title())
                .text("engine")
                .numbers(subject.sweeps().stream().map(TrialText::shortName).toArray(String[]::new))
                .numbers(NumberedTrials.HEADING, "throughput ± CI", "latency ± CI")
                .text("verdict");
        for (Completed trial : subject.trials()) {
            List<Cell> row = new ArrayList<>();
            row.add(Cell.text(shown.engines().name(trial.trial())));
            for (String parameter : subject.sweeps()) {
                String value = trial.trial().parameter(parameter).orElse("");
                OptionalDouble number = Subject.number(trial, parameter);
                row.add(number.isPresent() ? Cell.number(value, number.getAsDouble(), "") : Cell.text(value));
            }
            row.add(Cell.trial(shown.numbers().number(trial)));
            row.add(TrialText.throughput(trial)
                    .map(summary -> MetricCells.headline(trial, summary))
                    .orElseGet(() -> Cell.absent("not measured")));
            row.add(TrialText.latency(trial)
                    .map(summary -> MetricCells.headline(trial, summary))
                    .orElseGet(() -> Cell.absent("not measured")));
            row.add(Cell.status(TrialText.status(trial)));
            table.row(row);
        }
        page.table(
                table.footnote("± is the larger side of the confidence interval. Point at a number for its formula."));
    }
}
