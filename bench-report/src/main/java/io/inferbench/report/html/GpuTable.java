package io.inferbench.report.html;

import io.inferbench.api.metric.Unit;
import io.inferbench.api.report.Stage;
import io.inferbench.core.gpu.GpuField;
import io.inferbench.core.sink.Figures;
import io.inferbench.core.sink.NumberedTrials;
import io.inferbench.report.view.MachineCourse;
import io.inferbench.report.view.Point;
import java.util.List;
import java.util.stream.DoubleStream;

/** What each GPU did while a fork measured. */
final class GpuTable {

    private static final double MILLI = 1e3;

    private final HtmlTable table = new HtmlTable("GPU readings during the measurement")
            .numbers(NumberedTrials.HEADING, "fork", "GPU")
            .numbers("mean busy", "most memory", "mean power", "most power", "hottest", "readings")
            .footnote("The driver's own figures, of the readings that fell into the measurement.");

    void add(String trial, int fork, MachineCourse course) {
        for (long device : course.devices()) {
            table.row(List.of(
                    Cell.trial(trial),
                    Cell.count(fork, ""),
                    Cell.count(device, ""),
                    mean(course, GpuField.UTILIZATION, device),
                    most(course, GpuField.MEMORY_USED, device),
                    mean(course, GpuField.POWER, device),
                    most(course, GpuField.POWER, device),
                    most(course, GpuField.TEMPERATURE, device),
                    Cell.count(
                            readings(course, GpuField.POWER, device).size(),
                            "readings of " + GpuField.POWER.column())));
        }
    }

    HtmlTable table() {
        return table;
    }

    private static List<Point> readings(MachineCourse course, GpuField field, long device) {
        return course.during(Stage.MEASUREMENT.phaseName(), field, device);
    }

    private static Cell mean(MachineCourse course, GpuField field, long device) {
        List<Point> readings = readings(course, field, device);
        return readings.isEmpty()
                ? Cell.absent("no reading fell into the measurement")
                : cell("mean", values(readings).average().orElse(0), field, readings.size());
    }

    private static Cell most(MachineCourse course, GpuField field, long device) {
        List<Point> readings = readings(course, field, device);
        return readings.isEmpty()
                ? Cell.absent("no reading fell into the measurement")
                : cell("largest", values(readings).max().orElse(0), field, readings.size());
    }

    private static DoubleStream values(List<Point> readings) {
        return readings.stream().mapToDouble(Point::y);
    }

    private static Cell cell(String what, double value, GpuField field, int readings) {
        String text = switch (field) {
            case POWER -> Figures.plain(value / MILLI) + " W";
            case TEMPERATURE -> Figures.plain(value) + " °C";
            case MEMORY_USED -> Figures.of(value, Unit.BYTES);
            default -> Figures.of(value, Unit.PERCENT);
        };
        return Cell.number(text, value, what + " of " + readings + " readings of " + field.column());
    }
}
