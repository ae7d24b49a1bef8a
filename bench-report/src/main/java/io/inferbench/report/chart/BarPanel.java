package io.inferbench.report.chart;

import io.inferbench.api.report.Interval;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.core.sink.Figures;
import io.inferbench.report.view.Axis;
import io.inferbench.report.view.Comparison;
import java.awt.BasicStroke;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Bars with their intervals: a group per cell, a bar per engine. */
final class BarPanel implements Panel {

    private static final double FILL = 0.8;
    private static final double HEADROOM = 1.2;
    private static final double MOST_BAR_PIXELS = 46;
    private static final double PLOT_SHARE = 0.82;
    private static final int MOST_PRINTED = 36;
    private static final int LEGEND_LEFT = 50;

    private final Caption caption;
    private final Comparison comparison;
    private final Axis axis;

    BarPanel(Caption caption, Comparison comparison) {
        this.caption = caption;
        this.comparison = comparison;
        this.axis = comparison.axis();
    }

    @Override
    public void paint(Graphics2D graphics, int width, int height) {
        caption.paint(graphics, width);
        Legend legend = new Legend(comparison.rows().stream()
                .map(row -> new Legend.Entry(row.engine(), row.index(), 0, true))
                .toList());
        int labels = labelLines() * graphics.getFontMetrics(Palette.SMALL).getHeight();
        int drawing = height - Caption.HEIGHT - labels - legend.height(graphics, width);
        graphics.translate(0, Caption.HEIGHT);
        XYChart chart = chart();
        float barPixels = (float) Math.max(
                2,
                Math.min(
                        MOST_BAR_PIXELS,
                        width
                                * PLOT_SHARE
                                / comparison.cells().size()
                                * FILL
                                / comparison.rows().size()));
        for (int row = 0; row < comparison.rows().size(); row++) {
            addRow(chart, row, barPixels);
        }
        chart.paint(graphics, width, drawing);
        labelBars(graphics, chart, barPixels);
        labelCells(graphics, chart, drawing);
        legend.paint(graphics, LEGEND_LEFT, drawing + labels, width - LEGEND_LEFT);
    }

    private int labelLines() {
        return comparison.cells().stream()
                .mapToInt(cell -> cell.split(" ").length)
                .max()
                .orElse(1);
    }

    private XYChart chart() {
        XYChart chart = Axes.chart("", axis.label());
        chart.getStyler()
                .setXAxisTicksVisible(false)
                .setXAxisMin(-0.5)
                .setXAxisMax(comparison.cells().size() - 0.5)
                .setYAxisMin(0.0)
                .setYAxisMax(comparison.largest() / axis.divisor() * HEADROOM)
                .setPlotGridVerticalLinesVisible(false);
        return chart;
    }

    private double place(int row, int cell) {
        int rows = comparison.rows().size();
        return cell + FILL * ((row + 0.5) / rows - 0.5);
    }

    private void addRow(XYChart chart, int row, float barPixels) {
        Comparison.Row engine = comparison.rows().get(row);
        for (int cell = 0; cell < engine.summaries().size(); cell++) {
            Optional<MetricSummary> summary = engine.summaries().get(cell);
            if (summary.isEmpty()) {
                continue;
            }
            double x = place(row, cell);
            double value = summary.get().value() / axis.divisor();
            XYSeries bar = chart.addSeries(engine.engine() + " " + cell, new double[] {x, x}, new double[] {0, value});
            bar.setMarker(SeriesMarkers.NONE);
            bar.setLineStyle(new BasicStroke(barPixels, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
            bar.setLineColor(Palette.color(engine.index()));
            Optional<Interval> interval = summary.get().interval();
            interval.ifPresent(ci -> Axes.addWhisker(
                    chart,
                    "interval " + engine.engine() + " " + x,
                    x,
                    ci.low() / axis.divisor(),
                    ci.high() / axis.divisor(),
                    Palette.TEXT));
        }
    }

    /** Prints each value above its bar and interval; upright if a line of them would run together. */
    private void labelBars(Graphics2D graphics, XYChart chart, float barPixels) {
        if (comparison.cells().size() * comparison.rows().size() > MOST_PRINTED) {
            return;
        }
        graphics.setFont(Palette.SMALL);
        graphics.setColor(Palette.TEXT);
        FontMetrics metrics = graphics.getFontMetrics();
        for (int row = 0; row < comparison.rows().size(); row++) {
            for (int cell = 0; cell < comparison.cells().size(); cell++) {
                Optional<MetricSummary> summary =
                        comparison.rows().get(row).summaries().get(cell);
                if (summary.isPresent()) {
                    double top = summary.get().interval().map(Interval::high).orElseGet(summary.get()::value);
                    String text = Figures.plain(summary.get().value() / axis.divisor());
                    double x = chart.getScreenXFromChart(place(row, cell));
                    double y = chart.getScreenYFromChart(top / axis.divisor()) - 4;
                    print(graphics, text, x, y, metrics.stringWidth(text) > barPixels + 2);
                }
            }
        }
    }

    private static void print(Graphics2D graphics, String text, double x, double y, boolean isUpright) {
        FontMetrics metrics = graphics.getFontMetrics();
        AffineTransform before = graphics.getTransform();
        graphics.translate(x, y);
        if (isUpright) {
            graphics.rotate(-Math.PI / 2);
            graphics.drawString(text, 0, metrics.getAscent() / 2 - 1);
        } else {
            graphics.drawString(text, -metrics.stringWidth(text) / 2f, 0f);
        }
        graphics.setTransform(before);
    }

    /** One parameter a line, centred under its group. */
    private void labelCells(Graphics2D graphics, XYChart chart, int top) {
        graphics.setFont(Palette.SMALL);
        graphics.setColor(Palette.TEXT);
        FontMetrics metrics = graphics.getFontMetrics();
        for (int cell = 0; cell < comparison.cells().size(); cell++) {
            float y = top + metrics.getAscent();
            for (String line : comparison.cells().get(cell).split(" ")) {
                float x = (float) chart.getScreenXFromChart(cell) - metrics.stringWidth(line) / 2f;
                graphics.drawString(line, x, y);
                y += metrics.getHeight();
            }
        }
    }
}
