package io.inferbench.api.backend;

import io.inferbench.api.Tensor;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which sequences of a batch still grow, and the tokens of the latest step: the step that a backend shows its listener.
 *
 * <p>Used by one thread, again and again: {@link #restart}, then for each step {@link #beginStep}, {@link #put} for each
 * sequence that takes a token, and {@link #isUnfinished} to know whether a further step would serve any. Allocates nothing
 * after construction.
 */
public final class GrowingSequences implements TokenStep {

    private final int[] stopTokens;
    private final int[] tokens;
    private final boolean[] growing;
    private final boolean[] inStep;
    private Optional<Tensor> logits = Optional.empty();
    private int index;
    private int growingCount;

    /** Creates the state of a request's runs. */
    public GrowingSequences(GenerationRequest request) {
        this.stopTokens = request.stopTokens().stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        this.tokens = new int[request.batchSize()];
        this.growing = new boolean[request.batchSize()];
        this.inStep = new boolean[request.batchSize()];
        restart();
    }

    /** Starts again: every sequence grows. */
    public void restart() {
        index = -1;
        growingCount = growing.length;
        Arrays.fill(growing, true);
    }

    /** Begins the next step. */
    public void beginStep() {
        index++;
        System.arraycopy(growing, 0, inStep, 0, growing.length);
    }

    /** Gives a sequence its token, which may end it. */
    public void put(int sequence, int token) {
        tokens[sequence] = token;
        if (growing[sequence] && Arrays.binarySearch(stopTokens, token) >= 0) {
            growing[sequence] = false;
            growingCount--;
        }
    }

    /** Shows these logits from now on; empty where they are not wanted. */
    public void showLogits(Optional<Tensor> shown) {
        logits = shown;
    }

    /** Returns whether any sequence is left that a further step would serve. */
    public boolean isUnfinished() {
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
