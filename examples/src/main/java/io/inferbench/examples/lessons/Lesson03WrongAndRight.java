package io.inferbench.examples.lessons;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.Workload;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.discovery.ProviderCatalog;
import io.inferbench.core.stats.PercentileAnswer;
import io.inferbench.core.stats.PercentileRule;
import io.inferbench.core.stats.SortedSample;
import io.inferbench.core.stats.Steadiness;
import io.inferbench.core.stats.SteadyStateRule;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Lesson 3: how a loop around a call goes wrong, and what the harness does in its place.
 *
 * <p>The same session is timed three ways. The wrong ways are those of most benchmarks that you meet: a mean that has the
 * cold calls in it, and a 99th percentile of a hundred values, which is their maximum by another name.
 */
public final class Lesson03WrongAndRight {

    private static final int NAIVE_CALLS = 20;
    private static final int FEW_CALLS = 100;
    private static final int MANY_CALLS = 2_000;
    private static final int CALLS_PER_WINDOW = 50;
    private static final int MOST_WINDOWS = 200;
    private static final double NANOS_PER_MICRO = 1e3;

    private Lesson03WrongAndRight() {}

    /** Runs the lesson. */
    public static void main(String[] arguments) throws Exception {
        run(System.out);
    }

    static void run(PrintStream out) throws Exception {
        ProviderCatalog catalog = ProviderCatalog.discover();
        Backend backend = catalog.backends().find("ort-cpu").orElseThrow();
        Workload tokens = catalog.workloads().find("synthetic-tokens").orElseThrow();
        ModelSource source = catalog.modelSources().find("presets").orElseThrow();
        Path folder = BenchmarkConfig.defaultCache();
        try (Model model = source.open(ModelSpec.builder("bert-tiny", folder).build());
                TensorSession session = (TensorSession) backend.open(
                        SessionSpec.builder(model.materialize(ModelFormat.ONNX, ProgressListener.NONE), folder)
                                .build());
                TensorWorkloadSession requests = (TensorWorkloadSession) tokens.open(WorkloadSpec.builder()
                        .sequenceLength(32)
                        .signature(session.signature())
                        .modelFacts(model.facts())
                        .build());
                TensorCall call = session.prepare(requests.request(0))) {
            wrongMean(out, call);
            wrongPercentile(out, call);
            right(out, call);
        }
    }

    private static void wrongMean(PrintStream out, TensorCall call) throws BackendException {
        long[] cold = time(call, NAIVE_CALLS);
        out.printf(
                Locale.ROOT,
                "WRONG  mean of the first %d calls: %.1f µs. The first one took %.1f µs, and it is in there.%n",
                NAIVE_CALLS,
                Arrays.stream(cold).average().orElseThrow() / NANOS_PER_MICRO,
                cold[0] / NANOS_PER_MICRO);
    }

    private static void wrongPercentile(PrintStream out, TensorCall call) throws BackendException {
        SortedSample few = SortedSample.of(time(call, FEW_CALLS));
        out.printf(
                Locale.ROOT,
                "WRONG  p99 of %d calls: %.1f µs. The largest of them: %.1f µs. Run it again and see it move.%n",
                FEW_CALLS,
                few.quantile(0.99) / NANOS_PER_MICRO,
                few.max() / NANOS_PER_MICRO);
    }

    private static void right(PrintStream out, TensorCall call) throws BackendException {
        double[] medians = new double[0];
        while (medians.length < MOST_WINDOWS && !isSteady(medians)) {
            medians = Arrays.copyOf(medians, medians.length + 1);
            medians[medians.length - 1] =
                    SortedSample.of(time(call, CALLS_PER_WINDOW)).median();
        }
        SortedSample many = SortedSample.of(time(call, MANY_CALLS));
        out.printf(
                Locale.ROOT,
                "RIGHT  %s after %d calls; then the median of %d: %.1f µs%n",
                isSteady(medians) ? "flat" : "NOT flat, so be careful,",
                medians.length * CALLS_PER_WINDOW,
                MANY_CALLS,
                many.median() / NANOS_PER_MICRO);
        PercentileAnswer p99 = PercentileRule.standard().answer(many, 0.99);
        PercentileAnswer p999 = PercentileRule.standard().answer(many, 0.999);
        out.println("RIGHT  p99: " + describe(p99) + "; p99.9: " + describe(p999));
        out.println("RIGHTER still: several processes, an interval, outputs compared, disturbances watched: lesson 1.");
    }

    private static boolean isSteady(double[] medians) {
        return SteadyStateRule.STANDARD.assess(medians) instanceof Steadiness.Steady;
    }

    private static String describe(PercentileAnswer answer) {
        return answer instanceof PercentileAnswer.Present present
                ? String.format(Locale.ROOT, "%.1f µs", present.value() / NANOS_PER_MICRO)
                : "not with so few calls; needs " + ((PercentileAnswer.Absent) answer).neededSamples();
    }

    private static long[] time(TensorCall call, int calls) throws BackendException {
        long[] nanos = new long[calls];
        for (int i = 0; i < calls; i++) {
            long begin = System.nanoTime();
            call.run();
            nanos[i] = System.nanoTime() - begin;
        }
        return nanos;
    }
}
