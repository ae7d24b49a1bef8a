package io.inferbench.core.agreement;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.Sampling;
import io.inferbench.api.backend.TokenStep;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.workload.GenerationWorkloadSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares what a session generates with the reference's: logits of prefill and of the first decode steps, and the tokens
 * that follow from them.
 *
 * <p>Always greedy and without stop tokens, whatever the measurement samples, since draws would hide a difference. Logits are
 * compared as long as both engines have seen the same tokens; where their choices part, that step's logits are the last of
 * the sequence. A parting is right only at a near-tie: where the reference itself holds the two tokens within the tolerance
 * of each other.
 */
public final class GenerationGate {

    /** Steps beyond this repeat the same code on a longer context; their logits would only fill the reference's file. */
    private static final int MOST_STEPS = 32;

    /** Name of the output that holds the logits: {@code [steps, batch, vocabulary]}. */
    public static final String LOGITS = "logits";

    static final String TOKENS = "tokens";

    private final GenerationSession session;
    private final GenerationWorkloadSession workload;
    private final AgreementTask task;
    private final List<RecordedRequest> own = new ArrayList<>();

    /** Takes an open session and its workload. */
    public GenerationGate(GenerationSession session, GenerationWorkloadSession workload, AgreementTask task) {
        this.session = session;
        this.workload = workload;
        this.task = task;
    }

    /**
     * Generates from the workload's last requests and looks at what comes out, before anything is timed.
     *
     * <p>Which ones is all the same here; servers are asked the last ones, and what this session gives may be their reference.
     *
     * @throws BackendException if a call fails
     * @throws IOException if the reference's file cannot be read or written
     */
    public Agreement before() throws BackendException, IOException {
        int count = Math.min(task.requests(), workload.size());
        for (int back = 1; back <= count; back++) {
            own.add(run(workload.size() - back));
        }
        return new GateFindings(task).concludeGeneration(own);
    }

    /** Generates again after the measurement: the tokens must be those of before. */
    public Agreement after() throws BackendException {
        RecordedRequest before = own.get(0);
        return new GateFindings(task).compareTokensAgain(before, run(before.index()));
    }

    private RecordedRequest run(int index) throws BackendException {
        GenerationRequest asked = workload.request(index);
        GenerationRequest.Builder greedy = GenerationRequest.builder(Math.min(MOST_STEPS, asked.maxNewTokens()))
                .sampling(Sampling.greedy())
                .logitsWanted(true);
        asked.prompts().forEach(greedy::prompt);
        GenerationRequest request = greedy.build();
        Recorder recorder = new Recorder(
                request.maxNewTokens(), request.batchSize(), session.limits().vocabularySize());
        try (GenerationCall call = session.prepare(request)) {
            call.run(recorder::keep);
        }
        return new RecordedRequest(index, InputDigest.of(request), recorder.outputs());
    }

    /** Copies logits and tokens of every step. */
    private static final class Recorder {

        private final int batchSize;
        private final int vocabularySize;
        private final Tensor logits;
        private final int[] tokens;
        private int steps;

        Recorder(int mostSteps, int batchSize, int vocabularySize) {
            this.batchSize = batchSize;
            this.vocabularySize = vocabularySize;
            this.logits = Tensor.allocate(LOGITS, ElementType.FLOAT32, mostSteps, batchSize, vocabularySize);
            this.tokens = new int[mostSteps * batchSize];
        }

        boolean keep(TokenStep step) {
            Tensor shown = step.logits()
                    .orElseThrow(() ->
                            new IllegalStateException("the session shows no logits though it was asked to (G-06)"));
            int stepBytes = batchSize * vocabularySize * Float.BYTES;
            logits.bytes().put(steps * stepBytes, shown.bytes(), 0, stepBytes);
            for (int sequence = 0; sequence < batchSize; sequence++) {
                tokens[steps * batchSize + sequence] = step.token(sequence);
            }
            steps++;
            return true;
        }

        List<Tensor> outputs() {
            Tensor kept = Tensor.of(
                    LOGITS,
                    ElementType.FLOAT32,
                    new long[] {steps, batchSize, vocabularySize},
                    logits.bytes().duplicate().limit(steps * batchSize * vocabularySize * Float.BYTES));
            long[] asLongs =
                    Arrays.stream(tokens, 0, steps * batchSize).asLongStream().toArray();
            return List.of(kept, Tensor.ofLongs(TOKENS, new long[] {steps, batchSize}, asLongs));
        }
    }
}
