package io.inferbench.report.html;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.core.sink.CsvLines;
import io.inferbench.core.sink.Figures;
import io.inferbench.core.sink.NumberedTrials;
import io.inferbench.report.view.Axis;
import io.inferbench.report.view.ContextCurve;
import io.inferbench.report.view.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What generates tokens: first token, further tokens, whole answers, and how a step's time grows with its context. */
final class TokenSection {

    private static final List<Metric> METRICS = List.of(Metrics.TTFT, Metrics.TPOT, Metrics.ITL, Metrics.E2EL);
    private static final List<Double> PERCENTS = List.of(50.0, 90.0, 99.0);
    private static final int BAR_PIXELS = 19;
    private static final int FRAME_PIXELS = 70;
    private static final int CURVE_PIXELS = 360;

    private final Shown shown;

    TokenSection(Shown shown) {
        this.shown = shown;
    }

    void write(HtmlPage page) {
        List<Subject> generating = shown.subjects().stream()
                .filter(subject -> subject.trials().stream().anyMatch(TokenSection::generates))
                .toList();
        if (generating.isEmpty()) {
            return;
        }
        page.section("tokens", "Tokens");
        page.note(
                "TTFT is the time to the first token, TPOT the mean time per further token of one sequence, ITL the gap "
                        + "between two arrivals, E2EL the time to the last token. " + MetricCells.formulas(METRICS)
                        + ". INVALID trials are in the table and not drawn.");
        for (Subject subject : generating) {
            page.heading(subject.title());
            page.raw("<div class=\"charts\">\n");
            writeBars(page, subject);
            writeContext(page, subject);
            page.raw("</div>\n");
            writeTable(page, subject);
            writeContextTable(page, subject);
        }
    }

    private static boolean generates(Completed trial) {
        return METRICS.stream().anyMatch(metric -> trial.summary(metric.name()).isPresent());
    }

    private void writeBars(HtmlPage page, Subject subject) {
        List<Completed> usable = subject.usable();
        for (Metric metric : METRICS) {
            if (usable.stream().anyMatch(trial -> trial.summary(metric.name()).isPresent())) {
                ChartSpec.Bars chart = RankingSection.bars(shown, subject, usable, metric);
                page.chart(
                        chart,
                        subject.title(),
                        Axis.title(metric) + ", medians with their intervals, less is better",
                        FRAME_PIXELS
                                + chart.categories().size() * (chart.series().size() + 1) * BAR_PIXELS);
            }
        }
    }

    private void writeTable(HtmlPage page, Subject subject) {
        HtmlTable table = new HtmlTable("Token times of " + subject.title())
                .numbers(NumberedTrials.HEADING)
                .text("engine", "parameters", "metric")
                .numbers("median ± CI", "p50", "p90", "p99", "mean", "samples");
        for (Completed trial : subject.trials()) {
            for (Metric metric : METRICS) {
                trial.summary(metric.name()).ifPresent(summary -> table.row(row(subject, trial, summary)));
            }
        }
        page.table(table);
    }

    private List<Cell> row(Subject subject, Completed trial, MetricSummary summary) {
        List<Cell> row = new ArrayList<>(List.of(
                Cell.trial(shown.numbers().number(trial)),
                Cell.text(shown.engines().name(trial.trial()) + Shown.mark(trial)),
                Cell.text(subject.cell(trial.trial())),
                Cell.text(summary.metric().name()),
                MetricCells.headline(trial, summary)));
        PERCENTS.forEach(percent -> row.add(MetricCells.percentile(summary, percent)));
        row.add(MetricCells.described("arithmetic mean", summary.mean(), summary));
        row.add(Cell.count(summary.count(), "all forks together"));
        return row;
    }

    private void writeContext(HtmlPage page, Subject subject) {
        List<ChartSpec.LineSeries> series = new ArrayList<>();
        Map<Integer, Integer> styles = new HashMap<>();
        double largest = 0;
        for (Completed trial : subject.trials()) {
            Optional<ContextCurve> curve = ContextCurve.of(trial);
            if (curve.isPresent() && curve.get().points().size() > 1) {
                int color = shown.engines().index(trial.trial());
                series.add(new ChartSpec.LineSeries(
                        shown.label(subject, trial),
                        color,
                        styles.merge(color, 1, Integer::sum) - 1,
                        false,
                        ScalingSection.points(curve.get().points())));
                largest = Math.max(
                        largest,
                        curve.get().points().stream()
                                .mapToDouble(point -> point.y())
                                .max()
                                .orElse(0));
            }
        }
        if (!series.isEmpty()) {
            page.chart(
                    new ChartSpec.Lines(
                            Axis.plain("context in tokens", "").with(Axis.Scale.LOG),
                            Axis.of(Metrics.ITL, largest),
                            series),
                    subject.title(),
                    "Time of a decode step by its context: median per stretch of contexts, at most 64 stretches",
                    CURVE_PIXELS);
        }
    }

    private void writeContextTable(HtmlPage page, Subject subject) {
        HtmlTable table = new HtmlTable("Decode time by context of " + subject.title())
                .numbers(NumberedTrials.HEADING)
                .text("engine", "parameters")
                .numbers("shortest contexts", "step there", "longest contexts", "step there", "steps")
                .footnote("Median gap between two tokens over the first and over the last stretch of contexts, "
                        + "all forks together; contexts are the middle of a stretch.");
        for (Completed trial : subject.trials()) {
            ContextCurve.of(trial)
                    .filter(curve -> curve.points().size() > 1)
                    .ifPresent(curve -> table.row(contextRow(subject, trial, curve)));
        }
        page.table(table);
    }

    private List<Cell> contextRow(Subject subject, Completed trial, ContextCurve curve) {
        List<Cell> row = new ArrayList<>(List.of(
                Cell.trial(shown.numbers().number(trial)),
                Cell.text(shown.engines().name(trial.trial()) + Shown.mark(trial)),
                Cell.text(subject.cell(trial.trial()))));
        for (int i : new int[] {0, curve.points().size() - 1}) {
            double context = curve.points().get(i).x();
            double step = curve.points().get(i).y();
            row.add(Cell.number(CsvLines.number(context), context, "middle of the stretch"));
            row.add(Cell.number(Figures.of(step, Metrics.ITL.unit()), step, "median of the steps of the stretch"));
        }
        row.add(Cell.count(curve.steps(), "all forks together"));
        return row;
    }
}
