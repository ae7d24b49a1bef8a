package io.inferbench.backend.tensorrt;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.TokenStep;
import java.util.Arrays;
import java.util.Optional;

/** The step that a listener sees, and which sequences have ended. */
final class GeneratedStep implements TokenStep {

    private final int[] stopTokens;
    private final int[] tokens;
    private final boolean[] ended;
    private final boolean[] present;
    private final Optional<Tensor> logits;
    private int index;

    GeneratedStep(GenerationRequest request, Optional<Tensor> logits) {
        this.stopTokens = request.stopTokens().stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        this.tokens = new int[request.batchSize()];
        this.ended = new boolean[tokens.length];
        this.present = new boolean[tokens.length];
        this.logits = logits;
    }

    /** Begins a run. */
    void restart() {
        index = -1;
        Arrays.fill(ended, false);
    }

    /** Begins the next step. */
    void next() {
        index++;
        for (int sequence = 0; sequence < tokens.length; sequence++) {
            present[sequence] = !ended[sequence];
        }
    }

    /** Takes a sequence's token; a stop token ends it. */
    void put(int sequence, int token) {
        tokens[sequence] = token;
        ended[sequence] = Arrays.binarySearch(stopTokens, token) >= 0;
    }

    /** Returns whether a sequence goes on. */
    boolean isUnfinished() {
        for (boolean over : ended) {
            if (!over) {
                return true;
            }
        }
        return false;
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
        return present[sequence];
    }

    @Override
    public int token(int sequence) {
        if (!present[sequence]) {
            throw new IllegalStateException("sequence " + sequence + " ended before step " + index);
        }
        return tokens[sequence];
    }

    @Override
    public Optional<Tensor> logits() {
        return logits;
    }
}
