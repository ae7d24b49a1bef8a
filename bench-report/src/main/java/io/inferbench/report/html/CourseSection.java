package io.inferbench.report.html;

import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.core.gpu.GpuField;
import io.inferbench.core.sink.NumberedTrials;
import io.inferbench.core.sink.TrialText;
import io.inferbench.report.view.Axis;
import io.inferbench.report.view.Downsampling;
import io.inferbench.report.view.MachineCourse;
import io.inferbench.report.view.Point;
import io.inferbench.report.view.ServedCourse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Each fork over time: medians of its windows, and what its GPUs did, with the phases marked. */
final class CourseSection {

    private static final int MOST_FORKS = 60;
    /** Points that are drawn of one series. */
    private static final int MOST_POINTS = 240;

    private static final int FRAME_PIXELS = 20;
    private static final int PANEL_PIXELS = 128;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double KIBI = 1024;
    private static final double MILLI = 1e3;
    private static final Map<GpuField, Axis> AXES = Map.of(
            GpuField.UTILIZATION, Axis.plain("GPU busy", "%"),
            GpuField.MEMORY_UTILIZATION, Axis.plain("GPU memory busy", "%"),
            GpuField.MEMORY_USED, new Axis("GPU memory", "GiB", KIBI * KIBI * KIBI, Axis.Scale.LINEAR),
            GpuField.POWER, new Axis("GPU power", "W", MILLI, Axis.Scale.LINEAR),
            GpuField.SM_CLOCK, Axis.plain("SM clock", "MHz"),
            GpuField.TEMPERATURE, Axis.plain("GPU temperature", "°C"));

    private final Shown shown;

    CourseSection(Shown shown) {
        this.shown = shown;
    }

    private record Shot(
            String label, Completed trial, ForkResult fork, MachineCourse course, Optional<ServedCourse> served) {}

    void write(HtmlPage page) {
        List<Completed> trials = shown.numbers().completed();
        boolean everyFork =
                trials.stream().mapToInt(trial -> trial.forks().size()).sum() <= MOST_FORKS;
        List<Shot> shots = shots(trials, everyFork);
        if (shots.isEmpty()) {
            return;
        }
        page.section("course", "Over time");
        page.note(
                "Seconds on the fork's own clock; coloured bands are warm-up and measurement. Latency is the median of each "
                        + "window of calls. Requests in flight are the mean of each part of the time, tokens and failures are counted "
                        + "by part. GPU figures are the driver's. Longer series are thinned out for drawing to "
                        + MOST_POINTS + " points, the smallest and the largest of each stretch."
                        + (everyFork
                                ? ""
                                : " Only the first fork of each trial is drawn; the others are in the JSON."));
        List<ChartSpec.Course> courses = shots.stream().map(CourseSection::spec).toList();
        int panels = courses.stream()
                .mapToInt(course -> course.panels().size())
                .max()
                .orElse(1);
        page.figure(
                new ChartSpec.Courses(courses),
                "Over time",
                shots.stream().anyMatch(shot -> shot.served().isPresent())
                        ? "One fork over time: its load on the server, what its GPUs did, phases marked"
                        : "One fork over time: window medians and GPU readings, phases marked",
                choice(shots),
                PANEL_PIXELS * panels + FRAME_PIXELS);
        writePhases(page, shots);
        GpuTable gpu = new GpuTable();
        shots.forEach(shot ->
                gpu.add(shown.numbers().number(shot.trial()), shot.fork().index() + 1, shot.course()));
        page.table(gpu.table());
    }

    private List<Shot> shots(List<Completed> trials, boolean everyFork) {
        List<Shot> shots = new ArrayList<>();
        for (Completed trial : trials) {
            for (ForkResult fork : trial.forks()) {
                MachineCourse course = MachineCourse.of(fork);
                Optional<ServedCourse> served = ServedCourse.of(fork);
                if ((everyFork || fork.index() == 0) && !(course.isEmpty() && served.isEmpty())) {
                    shots.add(new Shot(label(trial, fork), trial, fork, course, served));
                }
            }
        }
        return shots;
    }

    private static String choice(List<Shot> shots) {
        StringBuilder choice =
                new StringBuilder("<label class=\"choice\">Trial and fork <select data-chart=\"CHART\">");
        for (int i = 0; i < shots.size(); i++) {
            choice.append("<option value=\"")
                    .append(i)
                    .append("\">")
                    .append(HtmlText.escaped(shots.get(i).label()))
                    .append("</option>");
        }
        return choice.append("</select></label>").toString();
    }

    private String label(Completed trial, ForkResult fork) {
        return "#" + shown.numbers().number(trial) + " " + TrialText.line(trial.trial())
                + (trial.forks().size() > 1 ? ", fork " + (fork.index() + 1) : "") + Shown.mark(trial);
    }

    private static ChartSpec.Course spec(Shot shot) {
        MachineCourse course = shot.course();
        List<ChartSpec.Panel> panels = new ArrayList<>();
        shot.served().ifPresent(served -> addServed(panels, served));
        if (!course.windows().isEmpty()) {
            double largest =
                    course.windows().stream().mapToDouble(Point::y).max().orElse(0);
            Axis axis = Axis.of(Metrics.LATENCY, largest);
            panels.add(new ChartSpec.Panel(
                    new Axis("window median", axis.unit(), axis.divisor(), Axis.Scale.LINEAR),
                    List.of(new ChartSpec.LineSeries("window median", 0, 0, true, points(course.windows())))));
        }
        course.gpu().forEach((field, devices) -> {
            List<ChartSpec.LineSeries> series = new ArrayList<>();
            devices.forEach((device, points) -> series.add(
                    new ChartSpec.LineSeries("GPU " + device, 1 + device.intValue(), 0, false, points(points))));
            Axis axis = AXES.getOrDefault(field, Axis.plain(field.column(), ""));
            boolean fromZero = field != GpuField.SM_CLOCK && field != GpuField.TEMPERATURE;
            panels.add(new ChartSpec.Panel(fromZero ? axis : axis.with(Axis.Scale.RANGE), series));
        });
        return new ChartSpec.Course(course.phases(), panels);
    }

    private static void addServed(List<ChartSpec.Panel> panels, ServedCourse served) {
        panels.add(panel(Axis.plain("requests in flight", ""), served.inFlight(), 0));
        panels.add(panel(Axis.plain("output tokens", "tokens/s"), served.tokens(), 2));
        if (!served.answerTimes().isEmpty()) {
            double largest =
                    served.answerTimes().stream().mapToDouble(Point::y).max().orElse(0);
            Axis axis = Axis.of(Metrics.E2EL, largest);
            panels.add(panel(
                    new Axis("E2EL, median", axis.unit(), axis.divisor(), Axis.Scale.LINEAR), served.answerTimes(), 3));
        }
        if (!served.failures().isEmpty()) {
            panels.add(panel(Axis.plain("requests failed", "1/s"), served.failures(), 1));
        }
    }

    private static ChartSpec.Panel panel(Axis axis, List<Point> points, int color) {
        return new ChartSpec.Panel(
                axis, List.of(new ChartSpec.LineSeries(axis.name(), color, 0, false, points(points))));
    }

    private static List<double[]> points(List<Point> series) {
        return ScalingSection.points(Downsampling.of(series, MOST_POINTS));
    }

    private void writePhases(HtmlPage page, List<Shot> shots) {
        HtmlTable table = new HtmlTable("Phases of each fork")
                .numbers(NumberedTrials.HEADING, "fork")
                .text("phase")
                .numbers("starts at", "takes")
                .text("facts")
                .footnote("Offsets on the fork's own clock.");
        for (Shot shot : shots) {
            shot.fork()
                    .phases()
                    .forEach(phase -> table.row(List.of(
                            Cell.trial(shown.numbers().number(shot.trial())),
                            Cell.count(shot.fork().index() + 1L, ""),
                            Cell.text(phase.stage().phaseName()),
                            seconds(phase.startNanos()),
                            seconds(phase.durationNanos()),
                            Cell.text(facts(phase.facts())))));
        }
        page.folded("Phases of each fork", table.html());
    }

    private static Cell seconds(long nanos) {
        return Cell.number(
                String.format(Locale.ROOT, "%.3f s", nanos / NANOS_PER_SECOND),
                nanos,
                nanos + " ns by the fork's clock");
    }

    private static String facts(Map<String, String> facts) {
        return String.join(
                ", ",
                facts.entrySet().stream()
                        .map(fact -> fact.getKey() + " " + fact.getValue())
                        .toList());
    }
}
