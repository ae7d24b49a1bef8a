package io.inferbench.core.run;

import io.inferbench.api.backend.EngineGauges;
import io.inferbench.api.backend.RequestSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks an engine beside the measurement, once a second, how it is doing.
 *
 * <p>Only figures of a common name are kept: the mean and the most of those that go up and down, the change of counters.
 */
final class EngineWatch {

    private static final long PERIOD_MILLIS = 1_000;
    private static final long PATIENCE_MILLIS = 2_000;

    private static final Set<String> LEVELS =
            Set.of(EngineGauges.REQUESTS_RUNNING, EngineGauges.REQUESTS_WAITING, EngineGauges.CACHE_USED);
    private static final Set<String> COUNTERS = Set.of(
            EngineGauges.PROMPT_TOKENS,
            EngineGauges.GENERATED_TOKENS,
            EngineGauges.PREEMPTIONS,
            EngineGauges.PREFIX_QUERIES,
            EngineGauges.PREFIX_HITS);

    private final EngineGauges engine;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Map<String, Double>> told = new ArrayList<>();
    private final Thread thread = new Thread(this::ask, "inferbench-engine-watch");

    private EngineWatch(EngineGauges engine) {
        this.engine = engine;
        thread.setDaemon(true);
    }

    /** Begins to ask; empty if the session's engine tells nothing. */
    static Optional<EngineWatch> start(RequestSession session) {
        if (!(session instanceof EngineGauges engine)) {
            return Optional.empty();
        }
        EngineWatch watch = new EngineWatch(engine);
        watch.thread.start();
        return Optional.of(watch);
    }

    /** Asks at the beginning, every second, and once more at the end. */
    private void ask() {
        try {
            look();
            while (!ended.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
            look();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        Map<String, Double> figures = engine.gauges();
        synchronized (told) {
            told.add(figures);
        }
    }

    /** Stops, and tells what was found; an engine that does not answer any more is not waited for. */
    void end(Map<String, String> facts) throws InterruptedException {
        ended.countDown();
        thread.join(PATIENCE_MILLIS);
        thread.interrupt();
        synchronized (told) {
            LEVELS.forEach(name -> level(name, facts));
            COUNTERS.forEach(name -> change(name, facts));
        }
    }

    private double[] values(String name) {
        return told.stream()
                .filter(figures -> figures.containsKey(name))
                .mapToDouble(figures -> figures.get(name))
                .toArray();
    }

    private void level(String name, Map<String, String> facts) {
        double[] values = values(name);
        if (values.length > 0) {
            double sum = 0;
            double most = values[0];
            for (double value : values) {
                sum += value;
                most = Math.max(most, value);
            }
            facts.put("engine." + name + ".mean", text(sum / values.length));
            facts.put("engine." + name + ".most", text(most));
        }
    }

    private void change(String name, Map<String, String> facts) {
        double[] values = values(name);
        if (values.length > 1) {
            facts.put("engine." + name + ".change", text(values[values.length - 1] - values[0]));
        }
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }
}
