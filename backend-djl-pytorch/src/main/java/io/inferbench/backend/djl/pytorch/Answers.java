package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.TokenStep;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which sequences still grow, and the tokens of the latest step; the step that listeners see. */
final class Answers implements TokenStep {

    private final int[] stopTokens;
    private final int[] tokens;
    private final boolean[] growing;
    private final boolean[] inStep;
    private Optional<Tensor> logits = Optional.empty();
    private int index;
    private int growingCount;

    Answers(GenerationRequest request) {
        this.stopTokens = request.stopTokens().stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        this.tokens = new int[request.batchSize()];
        this.growing = new boolean[request.batchSize()];
        this.inStep = new boolean[request.batchSize()];
    }

    /** Starts again: every sequence grows. */
    void restart() {
        index = -1;
        growingCount = growing.length;
        Arrays.fill(growing, true);
    }

    /** Begins the next step. */
    void beginStep() {
        index++;
        System.arraycopy(growing, 0, inStep, 0, growing.length);
    }

    /** Offers the logits of this step, or none. */
    void logits(@Nullable Tensor value) {
        logits = Optional.ofNullable(value);
    }

    /** Returns whether the sequence takes a token in this step. */
    boolean grows(int sequence) {
        return inStep[sequence];
    }

    /** Gives a sequence its token, which may end it. */
    void put(int sequence, int token) {
        tokens[sequence] = token;
        if (Arrays.binarySearch(stopTokens, token) >= 0) {
            growing[sequence] = false;
            growingCount--;
        }
    }

    /** Returns whether any sequence is left that a further step would serve. */
    boolean isUnfinished() {
        return growingCount > 0;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public int batchSize() {
        return tokens.length;
    }

    @Override
    public boolean hasToken(int sequence) {
        return inStep[sequence];
    }

    @Override
    public int token(int sequence) {
        if (!inStep[sequence]) {
            throw new IllegalStateException("sequence " + sequence + " ended before step " + index);
        }
        return tokens[sequence];
    }

    @Override
    public Optional<Tensor> logits() {
        return logits;
    }
}
