package io.inferbench.examples.lessons;

import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.Benchmark;
import io.inferbench.core.RunException;
import io.inferbench.core.RunOutcome;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ExecutionSettings;
import io.inferbench.core.config.ExecutionSettings.Isolation;
import io.inferbench.core.config.ExecutionSettings.OnUnavailable;
import io.inferbench.core.config.ExecutionSettings.Order;
import io.inferbench.core.config.PlanException;
import io.inferbench.core.config.TrialGroup;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Lesson 2: the harness inside your own program, without command line and without files.
 *
 * <p>A report is a value: switch over its results, ask for a metric by name, decide. Here everything runs in this process,
 * which is quick and good for a look; the result says so, and for figures that you publish leave the isolation as it is.
 */
public final class Lesson02EmbedInYourApp {

    private Lesson02EmbedInYourApp() {}

    /** Runs the lesson. */
    public static void main(String[] arguments) throws PlanException, RunException {
        run(System.out, config(Path.of("results")).build());
    }

    static BenchmarkConfig.Builder config(Path results) {
        return BenchmarkConfig.builder("lesson-02")
                .trials(TrialGroup.builder()
                        .backends("ort-cpu")
                        .models("bert-tiny")
                        .workloads("synthetic-tokens")
                        .parameter("sequence_length", 16, 64)
                        .build())
                .execution(new ExecutionSettings(
                        Isolation.IN_PROCESS,
                        1,
                        Order.SEQUENTIAL,
                        Duration.ofMinutes(5),
                        OnUnavailable.FAIL,
                        List.of()))
                .sinks(List.of()) // the report comes back as a value; nothing is printed
                .resultsDirectory(results);
    }

    static void run(PrintStream out, BenchmarkConfig config) throws PlanException, RunException {
        RunOutcome outcome = Benchmark.create().run(config);

        for (TrialResult result : outcome.report().results()) {
            out.println(result.trial().parameter("sequence_length").orElse("?") + " tokens: " + describe(result));
        }
    }

    /** A trial is completed, failed or skipped; only a completed one has numbers, and it says whether to use them. */
    private static String describe(TrialResult result) {
        if (!(result instanceof Completed completed)) {
            return "no number: " + result.verdict().reasons();
        }
        MetricSummary latency = completed.summary(Metrics.LATENCY.name()).orElseThrow();
        String median = String.format(Locale.ROOT, "median %.1f µs", latency.value() / 1e3);
        return completed.verdict().status() == Verdict.Status.INVALID
                ? "not to be used (" + median + "): " + completed.verdict().reasons()
                : median + ", " + completed.verdict().status();
    }
}
