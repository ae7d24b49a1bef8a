package io.inferbench.report.view;

import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.SampleTable;
import io.inferbench.core.gpu.GpuField;
import io.inferbench.core.run.TableNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One fork over time: its phases, the medians of its windows and what its GPUs did.
 *
 * @param phases name, start and end, in seconds on the fork's clock
 * @param windows medians of the windows of warm-up and measurement, in nanoseconds
 * @param gpu what was read of each GPU, by field and device
 */
public record MachineCourse(List<Phase> phases, List<Point> windows, Map<GpuField, Map<Long, List<Point>>> gpu) {

    private static final String GPU_TABLE = "gpu";
    private static final String TIME = "time_ns";
    private static final String DEVICE = "device";
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * One phase.
     *
     * @param name for instance {@code warm-up}
     * @param startSeconds on the fork's clock
     * @param endSeconds on the fork's clock
     */
    public record Phase(String name, double startSeconds, double endSeconds) {}

    /** Returns the course of a fork. */
    public static MachineCourse of(ForkResult fork) {
        Map<GpuField, Map<Long, List<Point>>> gpu = new LinkedHashMap<>();
        fork.table(GPU_TABLE)
                .ifPresent(table -> List.of(
                                GpuField.UTILIZATION,
                                GpuField.MEMORY_UTILIZATION,
                                GpuField.MEMORY_USED,
                                GpuField.POWER,
                                GpuField.SM_CLOCK,
                                GpuField.TEMPERATURE)
                        .forEach(field -> {
                            Map<Long, List<Point>> series = byDevice(table, field);
                            if (!series.isEmpty()) {
                                gpu.put(field, series);
                            }
                        }));
        return new MachineCourse(phases(fork), windows(fork), gpu);
    }

    private static List<Phase> phases(ForkResult fork) {
        List<Phase> phases = new ArrayList<>();
        for (PhaseResult phase : fork.phases()) {
            double start = phase.startNanos() / NANOS_PER_SECOND;
            phases.add(new Phase(phase.stage().phaseName(), start, start + phase.durationNanos() / NANOS_PER_SECOND));
        }
        return phases;
    }

    private static List<Point> windows(ForkResult fork) {
        List<Point> points = new ArrayList<>();
        for (String name : List.of(TableNames.WARM_UP_WINDOWS, TableNames.WINDOWS)) {
            Optional<SampleTable> table = fork.table(name);
            if (table.isPresent()) {
                long[] starts = table.get().column(TableNames.START);
                long[] lengths = table.get().column(TableNames.DURATION);
                long[] medians = table.get().column(TableNames.MEDIAN);
                for (int row = 0; row < Math.min(starts.length, Math.min(lengths.length, medians.length)); row++) {
                    points.add(new Point((starts[row] + lengths[row] / 2.0) / NANOS_PER_SECOND, medians[row]));
                }
            }
        }
        points.sort(Comparator.comparingDouble(Point::x));
        return points;
    }

    private static Map<Long, List<Point>> byDevice(SampleTable table, GpuField field) {
        long[] times = table.column(TIME);
        long[] devices = table.column(DEVICE);
        long[] values = table.column(field.column());
        Map<Long, List<Point>> series = new TreeMap<>();
        for (int row = 0; row < Math.min(times.length, values.length); row++) {
            long device = row < devices.length ? devices[row] : 0;
            series.computeIfAbsent(device, number -> new ArrayList<>())
                    .add(new Point(times[row] / NANOS_PER_SECOND, values[row]));
        }
        return series;
    }

    /** Returns the readings of one GPU that were taken during a phase of that name. */
    public List<Point> during(String phase, GpuField field, long device) {
        return gpu.getOrDefault(field, Map.of()).getOrDefault(device, List.of()).stream()
                .filter(point -> phases.stream()
                        .anyMatch(one -> one.name().equals(phase)
                                && one.startSeconds() <= point.x()
                                && point.x() <= one.endSeconds()))
                .toList();
    }

    /** Returns the numbers of the GPUs that were read. */
    public List<Long> devices() {
        return gpu.values().stream()
                .flatMap(byDevice -> byDevice.keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns whether there is anything to draw over time. */
    public boolean isEmpty() {
        return windows.isEmpty() && gpu.isEmpty();
    }
}
