package io.inferbench.core.run;

import io.inferbench.api.backend.BackendException;
import io.inferbench.core.config.MeasurementSettings;
import io.inferbench.core.stats.PrecisionAnswer;
import io.inferbench.core.stats.PrecisionMonitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Calls that count: at least so many and so long, then until the median is known, at latest to a cap. */
final class Measurement {

    /** Long enough that the look between two windows costs little, short enough to end near the target. */
    private static final long WINDOW_NANOS = 100_000_000L;

    /** Below this many calls a caller's window has no middle. */
    private static final int FEWEST_CALLS = 3;

    private final MeasurementSettings settings;
    private final int distinctRequests;
    private final List<Window> windows = new ArrayList<>();
    private double[] latencies = new double[1 << 10];
    private int calls;

    /**
     * Creates the phase.
     *
     * @param distinctRequests of the workload, which come round in one order
     */
    Measurement(MeasurementSettings settings, int distinctRequests) {
        this.settings = settings;
        this.distinctRequests = distinctRequests;
    }

    /**
     * Runs the phase.
     *
     * @param facts filled with {@code ended} ({@code precise}, {@code max-calls}, {@code max-time}), {@code calls},
     *     {@code windows}, {@code relative_half_width}
     * @param news told after a window how far it is
     */
    void run(Callers callers, Map<String, String> facts, Consumer<String> news)
            throws BackendException, InterruptedException {
        long begin = System.nanoTime();
        long cap = begin + settings.maxTime().toNanos();
        long windowNanos = Math.min(WINDOW_NANOS, Math.max(1, settings.minTime().toNanos()));
        // Of several callers the calls of a window stand one caller after the other, so that cycles break.
        int cycle = callers.count() == 1 ? distinctRequests : 1;
        Optional<PrecisionMonitor> monitor = monitor(cycle);
        Optional<String> ended = Optional.empty();
        while (ended.isEmpty()) {
            int most = Math.max(1, (settings.maxCalls() - calls) / callers.count());
            Window window = callers.run(new WindowBounds(Math.min(FEWEST_CALLS, most), windowNanos, most, cap));
            keep(window, callers.latestLatencies());
            ended = ending(begin, cap, callers.count(), monitor);
            news.accept(progress());
        }
        facts.put(PhaseFacts.ENDED, ended.get());
        facts.put(PhaseFacts.CALLS, Integer.toString(calls));
        facts.put(PhaseFacts.WINDOWS, Integer.toString(windows.size()));
        monitor(cycle).map(fresh -> fresh.look(latencies, calls)).ifPresent(precision -> describe(precision, facts));
    }

    private Optional<PrecisionMonitor> monitor(int cycle) {
        return settings.targetRelativeError() > 0
                ? Optional.of(PrecisionMonitor.ofQuantile(0.5, settings.targetRelativeError(), settings.confidence())
                        .inCyclesOf(cycle))
                : Optional.empty();
    }

    private void keep(Window window, double[] latest) {
        windows.add(window);
        if (calls + latest.length > latencies.length) {
            latencies = Arrays.copyOf(latencies, Math.max(calls + latest.length, latencies.length * 2));
        }
        System.arraycopy(latest, 0, latencies, calls, latest.length);
        calls += latest.length;
    }

    private Optional<String> ending(long begin, long cap, int callers, Optional<PrecisionMonitor> monitor) {
        long now = System.nanoTime();
        if (calls + callers > settings.maxCalls()) {
            return Optional.of(PhaseFacts.MAX_CALLS);
        }
        if (now - cap >= 0) {
            return Optional.of(PhaseFacts.MAX_TIME);
        }
        boolean enough = calls >= settings.minCalls()
                && now - begin >= settings.minTime().toNanos();
        return enough
                        && monitor.isPresent()
                        && monitor.get().look(latencies, calls).precise()
                ? Optional.of(PhaseFacts.PRECISE)
                : Optional.empty();
    }

    private static void describe(PrecisionAnswer precision, Map<String, String> facts) {
        precision
                .relativeHalfWidth()
                .ifPresent(
                        width -> facts.put(PhaseFacts.RELATIVE_HALF_WIDTH, String.format(Locale.ROOT, "%.5f", width)));
        if (precision.precise()) {
            facts.put(PhaseFacts.PRECISE, "true");
        }
    }

    private String progress() {
        return String.format(Locale.ROOT, "%d calls, latest %.3f ms", calls, latencies[calls - 1] * 1e-6);
    }

    /** Returns the windows in the order they ran. */
    List<Window> windows() {
        return List.copyOf(windows);
    }
}
