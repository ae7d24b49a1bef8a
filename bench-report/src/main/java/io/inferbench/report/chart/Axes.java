package io.inferbench.report.chart;

import io.inferbench.core.sink.Figures;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Empty charts in our style, and what is put into them. */
final class Axes {

    private static final float WHISKER_WIDTH = 1.4f;

    private Axes() {}

    static XYChart chart(String xTitle, String yTitle) {
        XYChart chart =
                new XYChartBuilder().xAxisTitle(xTitle).yAxisTitle(yTitle).build();
        XYStyler styler = chart.getStyler();
        styler.setBaseFont(Palette.LABELS)
                .setChartBackgroundColor(Color.WHITE)
                .setChartFontColor(Palette.TEXT)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setChartTitleVisible(false)
                .setLegendVisible(false)
                .setMarkerSize(8)
                .setLocale(Locale.ROOT);
        styler.setAxisTitleFont(Palette.LABELS)
                .setAxisTickLabelsFont(Palette.SMALL)
                .setAxisTickLabelsColor(Palette.TEXT)
                .setPlotGridLinesColor(Palette.LINE)
                .setPlotGridLinesStroke(new BasicStroke(1f))
                .setAxisTickMarksColor(Palette.SOFT)
                .setErrorBarsColorSeriesColor(true)
                .setXAxisLabelRotation(0);
        styler.setYAxisTickLabelsFormattingFunction(Axes::tick);
        styler.setXAxisTickLabelsFormattingFunction(Axes::tick);
        return chart;
    }

    /** Returns the number at a tick: as many digits as it needs. */
    static String tick(double value) {
        return value == 0
                ? "0"
                : Figures.plain(value).replaceAll("(\\.\\d*?)0+$", "$1").replaceAll("\\.$", "");
    }

    /** Adds an interval as a whisker; its middle need not be the value. */
    static void addWhisker(XYChart chart, String name, double x, double low, double high, Color color) {
        if (high > low) {
            XYSeries whisker = chart.addSeries(
                    name, new double[] {x}, new double[] {(low + high) / 2}, new double[] {(high - low) / 2});
            hide(whisker, color);
        }
    }

    /** Adds a thin line across, for an interval of what lies on the horizontal axis. */
    static void addCrossbar(XYChart chart, String name, double low, double high, double y, Color color) {
        if (high > low) {
            XYSeries bar = chart.addSeries(name, new double[] {low, high}, new double[] {y, y});
            hide(bar, color);
        }
    }

    private static void hide(XYSeries series, Color color) {
        series.setMarker(SeriesMarkers.NONE);
        series.setLineStyle(new BasicStroke(WHISKER_WIDTH));
        series.setLineColor(color);
    }
}
