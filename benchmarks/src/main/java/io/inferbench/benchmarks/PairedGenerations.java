package io.inferbench.benchmarks;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.report.Interference;
import io.inferbench.api.workload.GenerationWorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.core.ledger.LedgerRecorder;
import io.inferbench.core.run.TimedGenerations;
import java.util.Map;

/**
 * A model that generates, one sequence of 64 prompt tokens, on {@code ort-cpu} with two threads: the median decode step
 * through the harness over that of a bare loop, and the same of the time to the first token.
 *
 * <p>Both loops take short turns on one session with the same prompt, so that whatever else the machine does hits both alike,
 * and prepare a call for each generation. Arguments: model (default {@code gpt2}), turns
 * (default 120), tokens to generate (default 16) and threads (default 2).
 */
public final class PairedGenerations {

    private static final int PROMPT_TOKENS = 64;
    private static final int WARM_UP_CALLS = 2;

    private final GenerationSession session;
    private final GenerationWorkloadSession workload;
    private final PairedTimes steps = new PairedTimes();
    private final PairedTimes firstTokens = new PairedTimes();

    private PairedGenerations(GenerationSession session, GenerationWorkloadSession workload) {
        this.session = session;
        this.workload = workload;
    }

    /** Runs the comparison; exit code 1 if the ratio of the decode steps is outside its bar. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments.length > 0 ? arguments[0] : "gpt2";
        int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 120;
        int newTokens = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 16;
        String threads = arguments.length > 3 ? arguments[3] : "2";
        CallShape shape = CallShape.generation(1, PROMPT_TOKENS, newTokens);
        boolean within;
        try (PresetSession preset = new PresetSession("ort-cpu", name, shape, Map.of("threads.intra", threads));
                GenerationWorkloadSession workload = prompts(preset, newTokens)) {
            PairedGenerations loops = new PairedGenerations((GenerationSession) preset.session(), workload);
            Interference interference = loops.run(turns);
            within = loops.steps.print("decode step");
            loops.firstTokens.print("first token");
            PairedTimes.printLedger(interference);
        }
        System.exit(within ? 0 : 1);
    }

    private static GenerationWorkloadSession prompts(PresetSession preset, int newTokens) throws Exception {
        return (GenerationWorkloadSession) preset.workload(
                "synthetic-prompts",
                WorkloadSpec.builder()
                        .sequenceLength(PROMPT_TOKENS)
                        .newTokens(newTokens)
                        .limits(((GenerationSession) preset.session()).limits()));
    }

    private Interference run(int turns) throws BackendException {
        GenerationRequest request = workload.request(0);
        TimedGenerations timed = TimedGenerations.of(session, new FirstPrompts(workload), 0);
        BareGeneration bare = new BareGeneration(session, request);
        try (LedgerRecorder ledger = LedgerRecorder.start(System.nanoTime())) {
            timed.run(WARM_UP_CALLS);
            bare.run();
            for (int turn = 0; turn < turns; turn++) {
                // Who comes first changes, so that neither always follows the other.
                if (turn % 2 == 0) {
                    addBare(bare);
                }
                timed.run(1);
                steps.addThroughHarness(timed.stepNanos());
                firstTokens.addThroughHarness(timed.firstTokenNanos());
                if (turn % 2 == 1) {
                    addBare(bare);
                }
            }
            return ledger.stop();
        }
    }

    private void addBare(BareGeneration bare) throws BackendException {
        bare.run();
        steps.addBare(bare.stepNanos());
        firstTokens.addBare(bare.firstTokenNanos());
    }
}
