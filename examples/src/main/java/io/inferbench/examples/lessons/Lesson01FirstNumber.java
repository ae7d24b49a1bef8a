package io.inferbench.examples.lessons;

import io.inferbench.core.Benchmark;
import io.inferbench.core.RunException;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.PlanException;
import io.inferbench.core.config.TrialGroup;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Lesson 1: the first number, and whether to believe it.
 *
 * <p>Say what to run: a backend, a model, a workload. Everything else has a default: two processes, warm-up until times are
 * flat, measuring until the median is known to 1 %, outputs compared with a reference. Look at the verdict before you look
 * at the number.
 */
public final class Lesson01FirstNumber {

    private Lesson01FirstNumber() {}

    /** Runs the lesson. */
    public static void main(String[] arguments) throws PlanException, RunException {
        run(System.out, config(Path.of("results")).build());
    }

    static BenchmarkConfig.Builder config(Path results) {
        TrialGroup what = TrialGroup.builder()
                .backends("ort-cpu")
                .models("bert-tiny") // small: a lesson should not keep you waiting
                .workloads("synthetic-tokens")
                .parameter("batch", 1)
                .parameter("sequence_length", 64)
                .build();
        return BenchmarkConfig.builder("lesson-01").trials(what).resultsDirectory(results);
    }

    static void run(PrintStream out, BenchmarkConfig config) throws PlanException, RunException {
        Benchmark.builder().discover().console(out, false).build().run(config);
    }
}
