package io.inferbench.core.run;

import io.inferbench.api.backend.BackendException;
import io.inferbench.core.config.WarmUpSettings;
import io.inferbench.core.host.CompilationTime;
import io.inferbench.core.stats.Steadiness;
import io.inferbench.core.stats.SteadyStateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Calls that do not count: at least so many and so long, then until windows look like one another and the JVM has little
 * left to compile, at latest to the cap.
 *
 * <p>Compiler threads take a processor from an engine that uses them all, and much of what they compile is the harness's
 * own. Waiting for them is a courtesy to the measurement, so it is no reason to doubt a result when the cap comes first:
 * what is compiled while it counts is judged by the ledger.
 */
final class WarmUp {

    /** Rows beyond this are forgotten, oldest first: their windows' medians stay. */
    static final int MOST_ROWS = 20_000;

    /** A median of fewer calls moves with every one of them. */
    private static final int FEWEST_CALLS = 3;

    /** Longest cycle of requests that each window covers whole, so that windows hold the same mixture. */
    private static final int LONGEST_WHOLE_CYCLE = 64;

    /** A quarter of what the ledger's rule lets pass. */
    private static final double MOST_COMPILING = 0.05;

    private final WarmUpSettings settings;
    private final SteadyStateRule rule;
    private final Supplier<OptionalLong> compilation;
    private final List<Compiled> compiled = new ArrayList<>();
    private final List<Window> windows = new ArrayList<>();
    private long calls;
    private long dropped;

    WarmUp(WarmUpSettings settings) {
        this(settings, CompilationTime::nanos);
    }

    /** Takes how long compilers have worked since some moment. */
    WarmUp(WarmUpSettings settings, Supplier<OptionalLong> compilation) {
        this.settings = settings;
        this.compilation = compilation;
        this.rule = new SteadyStateRule(settings.windows(), settings.tolerance());
    }

    /**
     * Runs the phase.
     *
     * @param distinctRequests of the workload
     * @param facts filled with {@code ended} ({@code steady} or {@code max-time}), {@code calls}, {@code windows}
     * @param news told after a window what the phase waits for
     */
    void run(Callers callers, int distinctRequests, Map<String, String> facts, Consumer<String> news)
            throws BackendException, InterruptedException {
        long begin = System.nanoTime();
        long cap = begin + settings.maxTime().toNanos();
        int perWindow = callsPerWindow(distinctRequests);
        long windowNanos = settings.minTime().toNanos() / settings.windows();
        Steadiness steadiness = rule.assess(medians());
        compiled.add(new Compiled(begin, compilation.get().orElse(0)));
        boolean more = true;
        while (more) {
            if (callers.rows() > MOST_ROWS) {
                dropped += callers.rows();
                callers.drop();
            }
            Window window = callers.run(new WindowBounds(perWindow, windowNanos, Integer.MAX_VALUE, cap));
            calls += window.calls();
            windows.add(window);
            steadiness = rule.assess(medians());
            long now = System.nanoTime();
            compiled.add(new Compiled(now, compilation.get().orElse(0)));
            boolean enough = calls >= settings.minCalls()
                    && now - begin >= settings.minTime().toNanos();
            more = !(enough && steadiness instanceof Steadiness.Steady && isCompiled()) && now - cap < 0;
            news.accept(progress(steadiness));
        }
        describe(steadiness, facts);
    }

    private int callsPerWindow(int distinctRequests) {
        int fewest = Math.max(FEWEST_CALLS, (settings.minCalls() + settings.windows() - 1) / settings.windows());
        return distinctRequests <= LONGEST_WHOLE_CYCLE
                ? (fewest + distinctRequests - 1) / distinctRequests * distinctRequests
                : fewest;
    }

    /** Over the windows that steadiness looks at. */
    private boolean isCompiled() {
        Compiled last = compiled.get(compiled.size() - 1);
        Compiled first = compiled.get(Math.max(0, compiled.size() - 1 - settings.windows()));
        return last.compilationNanos - first.compilationNanos <= MOST_COMPILING * (last.nanos - first.nanos);
    }

    /** How long compilers had worked at a moment. */
    private record Compiled(long nanos, long compilationNanos) {}

    private String progress(Steadiness steadiness) {
        String median = String.format(
                Locale.ROOT,
                "%d calls, median %.3f ms",
                calls,
                windows.get(windows.size() - 1).medianNanos() * 1e-6);
        if (steadiness instanceof Steadiness.NotYet notYet) {
            return median + "; " + notYet.reason();
        }
        return isCompiled() ? median : median + "; the JVM still compiles";
    }

    private void describe(Steadiness steadiness, Map<String, String> facts) {
        facts.put(PhaseFacts.CALLS, Long.toString(calls));
        facts.put(PhaseFacts.ROWS_DROPPED, Long.toString(dropped));
        facts.put(PhaseFacts.WINDOWS, Integer.toString(windows.size()));
        if (steadiness instanceof Steadiness.NotYet notYet) {
            facts.put(PhaseFacts.ENDED, PhaseFacts.MAX_TIME);
            facts.put(PhaseFacts.NOT_STEADY, notYet.reason());
        } else if (steadiness instanceof Steadiness.Steady steady) {
            facts.put(PhaseFacts.ENDED, PhaseFacts.STEADY);
            facts.put(PhaseFacts.RELATIVE_RANGE, String.format(Locale.ROOT, "%.4f", steady.relativeRange()));
        }
    }

    private double[] medians() {
        return windows.stream().mapToDouble(Window::medianNanos).toArray();
    }

    /** Returns the windows in the order they ran. */
    List<Window> windows() {
        return List.copyOf(windows);
    }
}
