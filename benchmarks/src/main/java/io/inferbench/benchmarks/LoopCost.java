package io.inferbench.benchmarks;

import io.inferbench.api.backend.BackendException;
import io.inferbench.core.run.TimedCalls;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Time and allocation of one iteration of the timed loop around a call that does nothing. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LoopCost {

    private static final int CALLS = 100_000;
    private static final double MOST_NANOS = 300;

    /** The bar is none; a window of this many calls may need a few objects of its own. */
    private static final double MOST_BYTES = 0.01;

    private TimedCalls nothing = TimedCalls.ofNothing();

    /** Opens the calls and makes room for their rows. */
    @Setup
    public void open() throws BackendException {
        nothing = TimedCalls.ofNothing();
        nothing.run(CALLS);
    }

    /** Runs a window; one operation is one timed iteration. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public int iteration() throws BackendException {
        return nothing.run(CALLS);
    }

    /** Closes the calls. */
    @TearDown
    public void close() {
        nothing.close();
    }

    /** Runs the benchmark with the allocation profiler and compares with the bars; exit code 1 if one is missed. */
    @SuppressWarnings("rawtypes") // as JMH declares its results
    public static void main(String[] arguments) throws RunnerException {
        RunResult run = new Runner(new OptionsBuilder()
                        .include(LoopCost.class.getName() + ".iteration$")
                        .addProfiler(GCProfiler.class)
                        .build())
                .runSingle();
        double nanos = run.getPrimaryResult().getScore();
        double bytes = run.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(entry -> entry.getValue().getScore())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the profiler told nothing of allocation"));
        boolean within = nanos <= MOST_NANOS && bytes <= MOST_BYTES;
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f ns (bar %.0f) and %.4f bytes (bar 0) per timed iteration%n",
                within ? "within bars" : "BAR MISSED",
                nanos,
                MOST_NANOS,
                bytes);
        System.exit(within ? 0 : 1);
    }
}
