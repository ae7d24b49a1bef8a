package io.inferbench.report.chart;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Interval;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.core.sink.TrialText;
import io.inferbench.report.view.Axis;
import io.inferbench.report.view.Engines;
import io.inferbench.report.view.Subject;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/** Points with their intervals, joined by engine: throughput against latency, or a metric over what was swept. */
final class CurvePanel implements Panel {

    private static final int LEGEND_LEFT = 50;

    private final Caption caption;
    private final XYChart chart;
    private final Legend legend;

    private CurvePanel(Caption caption, XYChart chart, Legend legend) {
        this.caption = caption;
        this.chart = chart;
        this.legend = legend;
    }

    /** A value with its interval, in the axis's unit. */
    private record Mark(double value, double low, double high) {

        static Mark of(MetricSummary summary, Axis axis) {
            return new Mark(
                    summary.value() / axis.divisor(),
                    summary.interval().map(Interval::low).orElseGet(summary::value) / axis.divisor(),
                    summary.interval().map(Interval::high).orElseGet(summary::value) / axis.divisor());
        }

        static Mark exact(double value) {
            return new Mark(value, value, value);
        }
    }

    private record Spot(double order, Mark x, Mark y) {}

    /** Returns throughput against latency, joined along a swept parameter; empty if a trial lacks either. */
    static Optional<Panel> tradeOff(Caption caption, Subject subject, Engines engines, List<String> along) {
        Optional<Axis> x = axis(subject, TrialText::latency);
        Optional<Axis> y = axis(subject, TrialText::throughput);
        if (x.isEmpty() || y.isEmpty()) {
            return Optional.empty();
        }
        return panel(caption, Axes.chart(x.get().label(), y.get().label()), subject, engines, along, trial -> {
            Optional<MetricSummary> latency = TrialText.latency(trial);
            Optional<MetricSummary> throughput = TrialText.throughput(trial);
            return latency.flatMap(across -> throughput.map(
                    up -> new Spot(order(trial, along), Mark.of(across, x.get()), Mark.of(up, y.get()))));
        });
    }

    /** Returns a metric over a swept parameter. */
    static Optional<Panel> sweep(
            Caption caption,
            Subject subject,
            Engines engines,
            String parameter,
            Function<Completed, Optional<MetricSummary>> summaryOf) {
        Optional<Axis> y = axis(subject, summaryOf);
        return y.flatMap(axis -> panel(
                caption,
                Axes.chart(parameter.replace('_', ' '), axis.label()),
                subject,
                engines,
                List.of(parameter),
                trial -> summaryOf
                        .apply(trial)
                        .filter(summary -> Subject.number(trial, parameter).isPresent())
                        .map(summary -> new Spot(
                                order(trial, List.of(parameter)),
                                Mark.exact(order(trial, List.of(parameter))),
                                Mark.of(summary, axis)))));
    }

    private static double order(Completed trial, List<String> along) {
        return along.isEmpty() ? 0 : Subject.number(trial, along.get(0)).orElse(Double.MAX_VALUE);
    }

    private static Optional<Axis> axis(Subject subject, Function<Completed, Optional<MetricSummary>> summaryOf) {
        List<MetricSummary> summaries = subject.usable().stream()
                .map(summaryOf)
                .flatMap(Optional::stream)
                .toList();
        return summaries.stream()
                .findFirst()
                .map(first -> Axis.of(
                        first.metric(),
                        summaries.stream()
                                .mapToDouble(MetricSummary::value)
                                .max()
                                .orElse(0)));
    }

    private static Optional<Panel> panel(
            Caption caption,
            XYChart chart,
            Subject subject,
            Engines engines,
            List<String> along,
            Function<Completed, Optional<Spot>> spotOf) {
        Map<String, List<Spot>> curves = new LinkedHashMap<>();
        Map<String, Integer> colors = new HashMap<>();
        for (Completed trial : subject.usable()) {
            String cell =
                    along.isEmpty() ? subject.cell(trial.trial()) : subject.cellWithout(trial.trial(), along.get(0));
            String name = (engines.name(trial.trial()) + " " + cell).strip();
            spotOf.apply(trial).ifPresent(spot -> {
                colors.put(name, engines.index(trial.trial()));
                curves.computeIfAbsent(name, key -> new ArrayList<>()).add(spot);
            });
        }
        Map<Integer, Integer> styles = new HashMap<>();
        List<Legend.Entry> entries = new ArrayList<>();
        curves.forEach((name, spots) -> {
            int color = colors.getOrDefault(name, 0);
            int style = styles.merge(color, 1, Integer::sum) - 1;
            addCurve(chart, name, spots, color, style);
            entries.add(new Legend.Entry(name, color, style, false));
        });
        chart.getStyler().setYAxisMin(0.0);
        return curves.isEmpty() ? Optional.empty() : Optional.of(new CurvePanel(caption, chart, new Legend(entries)));
    }

    private static void addCurve(XYChart chart, String name, List<Spot> spots, int place, int style) {
        spots.sort(Comparator.comparingDouble(Spot::order));
        Color color = Palette.color(place);
        XYSeries series = chart.addSeries(
                name,
                spots.stream().mapToDouble(spot -> spot.x().value()).toArray(),
                spots.stream().mapToDouble(spot -> spot.y().value()).toArray());
        series.setLineStyle(Palette.stroke(style));
        series.setLineColor(color);
        series.setMarker(Palette.mark(place + style));
        series.setMarkerColor(color);
        for (int i = 0; i < spots.size(); i++) {
            Mark x = spots.get(i).x();
            Mark y = spots.get(i).y();
            Axes.addWhisker(chart, "y " + i + " " + name, x.value(), y.low(), y.high(), color);
            Axes.addCrossbar(chart, "x " + i + " " + name, x.low(), x.high(), y.value(), color);
        }
    }

    @Override
    public void paint(Graphics2D graphics, int width, int height) {
        caption.paint(graphics, width);
        int drawing = height - Caption.HEIGHT - legend.height(graphics, width - LEGEND_LEFT);
        graphics.translate(0, Caption.HEIGHT);
        chart.paint(graphics, width, drawing);
        legend.paint(graphics, LEGEND_LEFT, drawing, width - LEGEND_LEFT);
    }
}
