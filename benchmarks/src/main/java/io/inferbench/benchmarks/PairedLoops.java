package io.inferbench.benchmarks;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.report.Interference;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.core.ledger.LedgerRecorder;
import io.inferbench.core.run.TimedCalls;
import java.util.Map;

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

    private final TensorSession session;
    private final TensorWorkloadSession workload;
    private final PairedTimes latencies = new PairedTimes();

    private PairedLoops(TensorSession session, TensorWorkloadSession workload) {
        this.session = session;
        this.workload = workload;
    }

    /** Runs the comparison; exit code 1 if the ratio is outside its bar. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments.length > 0 ? arguments[0] : "bert-base";
        int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 300;
        int calls = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        boolean within;
        try (PresetSession preset =
                        new PresetSession("ort-cpu", name, CallShape.forward(1, SEQUENCE_LENGTH), Map.of());
                TensorWorkloadSession workload = tokens(preset)) {
            PairedLoops loops = new PairedLoops((TensorSession) preset.session(), workload);
            Interference interference = loops.run(turns, calls);
            within = loops.latencies.print("latency");
            PairedTimes.printLedger(interference);
        }
        System.exit(within ? 0 : 1);
    }

    private static TensorWorkloadSession tokens(PresetSession preset) throws Exception {
        return (TensorWorkloadSession) preset.workload(
                "synthetic-tokens",
                WorkloadSpec.builder()
                        .sequenceLength(SEQUENCE_LENGTH)
                        .signature(((TensorSession) preset.session()).signature()));
    }

    private Interference run(int turns, int calls) throws BackendException {
        try (TimedCalls timed = TimedCalls.of(session, new FirstRequest(workload), 0);
                TensorCall own = session.prepare(workload.request(0));
                LedgerRecorder ledger = LedgerRecorder.start(System.nanoTime())) {
            timed.run(WARM_UP_CALLS);
            bareLoop(own, WARM_UP_CALLS);
            for (int turn = 0; turn < turns; turn++) {
                // Who comes first changes, so that neither always follows the other.
                if (turn % 2 == 0) {
                    latencies.addBare(bareLoop(own, calls));
                }
                timed.run(calls);
                latencies.addThroughHarness(timed.latencyNanos());
                if (turn % 2 == 1) {
                    latencies.addBare(bareLoop(own, calls));
                }
            }
            return ledger.stop();
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
}
