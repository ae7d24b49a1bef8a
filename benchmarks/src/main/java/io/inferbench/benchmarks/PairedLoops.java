package io.inferbench.benchmarks;

import io.inferbench.api.Precision;
import io.inferbench.api.ProgressListener;
import io.inferbench.api.Provider;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.report.Interference;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.discovery.ProviderCatalog;
import io.inferbench.core.discovery.ProviderSet;
import io.inferbench.core.ledger.LedgerRecorder;
import io.inferbench.core.ledger.LedgerTotal;
import io.inferbench.core.run.TimedCalls;
import io.inferbench.core.stats.SortedSample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A model of the BERT family, batch 1, 128 tokens, on {@code ort-cpu}: the median through the harness over the median of a
 * bare loop.
 *
 * <p>Both loops run on one session in short turns, each with a call of its own for the same request, so that whatever else
 * the machine does hits both alike. The ledger runs beside both, as it does beside a measurement; the processor time it
 * takes is printed. Arguments: model (default {@code bert-base}), turns (default 300) and calls per turn (default 1).
 */
public final class PairedLoops {

    private static final int SEQUENCE_LENGTH = 128;
    private static final int WARM_UP_CALLS = 20;
    private static final double LOW = 0.98;
    private static final double HIGH = 1.02;

    private final TensorSession session;
    private final TensorWorkloadSession workload;
    private double[] throughHarness = {};
    private double[] bare = {};
    private Interference interference = Interference.none();

    private PairedLoops(TensorSession session, TensorWorkloadSession workload) {
        this.session = session;
        this.workload = workload;
    }

    /** Runs the comparison; exit code 1 if the ratio is outside its bar. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments.length > 0 ? arguments[0] : "bert-base";
        int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 300;
        int calls = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        ProviderCatalog catalog = ProviderCatalog.discover();
        Backend backend = required(catalog.backends(), "ort-cpu");
        ModelSource presets = required(catalog.modelSources(), "presets");
        Path work = Files.createTempDirectory("inferbench-paired");
        try (Model model = presets.open(ModelSpec.builder(name, BenchmarkConfig.defaultCache())
                        .seed(BenchmarkConfig.DEFAULT_SEED)
                        .build());
                TensorSession session = open(backend, model, work);
                TensorWorkloadSession workload = tokens(catalog, model, session)) {
            PairedLoops loops = new PairedLoops(session, workload);
            loops.run(turns, calls);
            System.exit(loops.report() ? 0 : 1);
        }
    }

    private static <P extends Provider> P required(ProviderSet<P> providers, String id) {
        return providers.find(id).orElseThrow(() -> new IllegalStateException(providers.explainUnknown(id)));
    }

    private static TensorSession open(Backend backend, Model model, Path work) throws Exception {
        ModelFormat format = backend.formats().stream()
                .filter(model.formats()::contains)
                .findFirst()
                .orElseThrow();
        ModelArtifact artifact = model.materialize(format, ProgressListener.NONE);
        return (TensorSession) backend.open(SessionSpec.builder(artifact, work)
                .precision(Precision.FP32)
                .expectedShape(CallShape.forward(1, SEQUENCE_LENGTH))
                .build());
    }

    private static TensorWorkloadSession tokens(ProviderCatalog catalog, Model model, TensorSession session)
            throws Exception {
        return (TensorWorkloadSession) required(catalog.workloads(), "synthetic-tokens")
                .open(WorkloadSpec.builder()
                        .seed(BenchmarkConfig.DEFAULT_SEED)
                        .batchSize(1)
                        .sequenceLength(SEQUENCE_LENGTH)
                        .signature(session.signature())
                        .modelFacts(model.facts())
                        .build());
    }

    private void run(int turns, int calls) throws BackendException {
        throughHarness = new double[turns * calls];
        bare = new double[turns * calls];
        try (TimedCalls timed = TimedCalls.of(session, new FirstRequest(workload), 0);
                TensorCall own = session.prepare(workload.request(0));
                LedgerRecorder ledger = LedgerRecorder.start(System.nanoTime())) {
            timed.run(WARM_UP_CALLS);
            bareLoop(own, WARM_UP_CALLS);
            for (int turn = 0; turn < turns; turn++) {
                // Who comes first changes, so that neither always follows the other.
                if (turn % 2 == 0) {
                    keep(bareLoop(own, calls), bare, turn);
                }
                timed.run(calls);
                keep(timed.latencyNanos(), throughHarness, turn);
                if (turn % 2 == 1) {
                    keep(bareLoop(own, calls), bare, turn);
                }
            }
            interference = ledger.stop();
        }
    }

    private static void keep(long[] latencies, double[] all, int turn) {
        for (int i = 0; i < latencies.length; i++) {
            all[turn * latencies.length + i] = latencies[i];
        }
    }

    private static long[] bareLoop(TensorCall call, int calls) throws BackendException {
        long[] latencies = new long[calls];
        for (int i = 0; i < calls; i++) {
            long begin = System.nanoTime();
            call.run();
            latencies[i] = System.nanoTime() - begin;
        }
        return latencies;
    }

    private boolean report() {
        double harness = SortedSample.of(throughHarness).median();
        double alone = SortedSample.of(bare).median();
        double ratio = harness / alone;
        boolean within = ratio >= LOW && ratio <= HIGH;
        System.out.printf(
                Locale.ROOT,
                "%s: p50 through Inferbench %.3f ms, bare loop %.3f ms, ratio %.4f (bar %.2f to %.2f), %d calls each%n",
                within ? "within bar" : "BAR MISSED",
                harness * 1e-6,
                alone * 1e-6,
                ratio,
                LOW,
                HIGH,
                bare.length);
        double share = LedgerTotal.RECORDER_CPU_TIME.in(interference).orElse(0)
                / LedgerTotal.OBSERVED_TIME.in(interference).orElse(1);
        System.out.printf(Locale.ROOT, "the ledger took %.3f %% of one processor%n", 100 * share);
        return within;
    }
}
