package io.inferbench.report.html;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.core.sink.CsvLines;
import io.inferbench.core.sink.NumberedTrials;
import io.inferbench.core.sink.TrialText;
import io.inferbench.report.view.Axis;
import io.inferbench.report.view.Distribution;
import io.inferbench.report.view.Point;
import io.inferbench.report.view.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** How latencies are distributed: boxes, percentile curves, and the percentiles in a table. */
final class LatencySection {

    private static final int BOX_PIXELS = 30;
    private static final int FRAME_PIXELS = 100;
    private static final int CURVE_PIXELS = 380;

    private final Shown shown;

    LatencySection(Shown shown) {
        this.shown = shown;
    }

    void write(HtmlPage page) {
        if (shown.subjects().isEmpty()) {
            return;
        }
        page.section("latency", "Latency distributions");
        page.note(
                "Boxes reach from p25 to p75 with the median inside, whiskers from p5 to p95, where there are enough samples for them. Curves go as far as the "
                        + "samples carry: with n samples a percentile is drawn only if, the largest let go, the largest of the "
                        + "rest bounds it at 99 % confidence. Each is the mean of the forks' own. Curves are drawn at 40 points "
                        + "per power of ten; every sample is in the JSON.");
        for (Subject subject : shown.subjects()) {
            page.heading(subject.title());
            page.raw("<div class=\"charts\">\n");
            writeCharts(page, subject);
            page.raw("</div>\n");
            writeTable(page, subject);
        }
    }

    private void writeCharts(HtmlPage page, Subject subject) {
        subject.trials().stream()
                .map(TrialText::latency)
                .flatMap(Optional::stream)
                .findFirst()
                .map(MetricSummary::metric)
                .ifPresent(metric -> {
                    writeBoxes(page, subject, metric);
                    writeCurves(page, subject, metric);
                });
    }

    private void writeBoxes(HtmlPage page, Subject subject, Metric metric) {
        List<String> categories = new ArrayList<>();
        List<Integer> colors = new ArrayList<>();
        List<double[]> boxes = new ArrayList<>();
        double largest = 0;
        for (Completed trial : subject.trials()) {
            Optional<Distribution.Box> box = Distribution.of(trial, metric).flatMap(Distribution::box);
            if (box.isPresent()) {
                categories.add(shown.label(subject, trial));
                colors.add(shown.engines().index(trial.trial()));
                boxes.add(values(box.get()));
                largest = Math.max(largest, box.get().high());
            }
        }
        if (!boxes.isEmpty()) {
            page.chart(
                    new ChartSpec.Boxes(Axis.of(metric, largest), categories, colors, boxes),
                    subject.title(),
                    Axis.title(metric) + ": p25 to p75 with the median, whiskers p5 to p95",
                    FRAME_PIXELS + boxes.size() * BOX_PIXELS);
        }
    }

    private void writeCurves(HtmlPage page, Subject subject, Metric metric) {
        List<ChartSpec.LineSeries> curves = new ArrayList<>();
        Map<Integer, Integer> styles = new HashMap<>();
        double largest = 0;
        for (Completed trial : subject.trials()) {
            List<Point> curve =
                    Distribution.of(trial, metric).map(Distribution::curve).orElseGet(List::of);
            if (curve.size() > 1) {
                int color = shown.engines().index(trial.trial());
                int style = styles.merge(color, 1, Integer::sum) - 1;
                curves.add(new ChartSpec.LineSeries(
                        shown.label(subject, trial), color, style, false, ScalingSection.points(curve)));
                largest = Math.max(largest, curve.get(curve.size() - 1).y());
            }
        }
        if (!curves.isEmpty()) {
            page.chart(
                    new ChartSpec.Lines(
                            new Axis("percentile", "", 1, Axis.Scale.PERCENTILE),
                            Axis.of(metric, largest).with(Axis.Scale.LOG),
                            curves),
                    subject.title(),
                    Axis.title(metric) + " by percentile, as far as the samples carry",
                    CURVE_PIXELS);
        }
    }

    private static double[] values(Distribution.Box box) {
        return new double[] {box.low(), box.firstQuartile(), box.median(), box.thirdQuartile(), box.high()};
    }

    private void writeTable(HtmlPage page, Subject subject) {
        TreeSet<Double> percents = new TreeSet<>();
        subject.trials()
                .forEach(trial -> TrialText.latency(trial)
                        .ifPresent(summary ->
                                summary.percentiles().forEach(percentile -> percents.add(percentile.percent()))));
        HtmlTable table = new HtmlTable("Latency of " + subject.title())
                .numbers(NumberedTrials.HEADING)
                .text("engine", "parameters", "metric")
                .numbers("samples", "min")
                .numbers(percents.stream()
                        .map(percent -> "p" + CsvLines.number(percent))
                        .toArray(String[]::new))
                .numbers("max", "mean", "standard deviation")
                .footnote(
                        "A dash with a number says how many samples in each fork the percentile takes. Mean, standard "
                                + "deviation, smallest and largest describe the samples of all forks together.");
        for (Completed trial : subject.trials()) {
            TrialText.latency(trial).ifPresent(summary -> table.row(row(subject, trial, summary, percents)));
        }
        page.table(table);
    }

    private List<Cell> row(Subject subject, Completed trial, MetricSummary summary, SortedSet<Double> percents) {
        List<Cell> row = new ArrayList<>();
        row.add(Cell.trial(shown.numbers().number(trial)));
        row.add(Cell.text(shown.engines().name(trial.trial()) + Shown.mark(trial)));
        row.add(Cell.text(subject.cell(trial.trial())));
        row.add(Cell.text(summary.metric().name()));
        row.add(Cell.count(summary.count(), "all forks together"));
        row.add(MetricCells.described("smallest", summary.min(), summary));
        percents.forEach(percent -> row.add(MetricCells.percentile(summary, percent)));
        row.add(MetricCells.described("largest", summary.max(), summary));
        row.add(MetricCells.described("arithmetic mean", summary.mean(), summary));
        row.add(
                summary.standardDeviation().isPresent()
                        ? MetricCells.described(
                                "standard deviation (n − 1)",
                                summary.standardDeviation().getAsDouble(),
                                summary)
                        : Cell.absent("takes two samples"));
        return row;
    }
}
