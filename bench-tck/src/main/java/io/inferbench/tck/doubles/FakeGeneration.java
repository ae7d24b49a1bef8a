package io.inferbench.tck.doubles;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.TokenSampler;
import io.inferbench.api.backend.TokenStep;
import java.util.Optional;

/** The state of one run, and its latest step. */
final class FakeGeneration implements TokenStep {

    private static final int NO_TOKEN = -1;

    private final GenerationRequest request;
    private final int vocabularySize;
    /** One hash per sequence of all its tokens: what a cache of keys and values is to a model. */
    private final long[] states;

    private final boolean[] ended;
    private final int[] tokens;
    private final Tensor logits;
    private final TokenSampler sampler;
    private int index;

    FakeGeneration(long seed, int vocabularySize, GenerationRequest request) {
        this.request = request;
        this.vocabularySize = vocabularySize;
        int batchSize = request.batchSize();
        this.states = new long[batchSize];
        this.ended = new boolean[batchSize];
        this.tokens = new int[batchSize];
        this.logits = Tensor.allocate("logits", ElementType.FLOAT32, batchSize, vocabularySize);
        this.sampler = new TokenSampler(request.sampling(), batchSize, vocabularySize);
        for (int sequence = 0; sequence < batchSize; sequence++) {
            states[sequence] = mix(seed);
            for (int token : request.prompts().get(sequence)) {
                append(sequence, token);
            }
        }
    }

    boolean hasLiveSequence() {
        for (boolean over : ended) {
            if (!over) {
                return true;
            }
        }
        return false;
    }

    void next(int step, boolean lying) {
        index = step;
        for (int sequence = 0; sequence < tokens.length; sequence++) {
            tokens[sequence] = NO_TOKEN;
            if (!ended[sequence]) {
                computeLogits(sequence, lying);
                tokens[sequence] = sampler.choose(logits, sequence);
                append(sequence, tokens[sequence]);
                ended[sequence] = request.stopTokens().contains(tokens[sequence]);
            }
        }
    }

    private void computeLogits(int sequence, boolean lying) {
        for (int id = 0; id < vocabularySize; id++) {
            long hash = mix(states[sequence] + 0x9e3779b97f4a7c15L * (id + 1));
            float logit = (hash >> 40) * 0x1p-23f;
            int at = (sequence * vocabularySize + id) * Float.BYTES;
            logits.bytes().putFloat(at, lying ? -logit : logit);
        }
    }

    private void append(int sequence, int token) {
        states[sequence] = mix(states[sequence] * 31 + token + 1);
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
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
        return tokens[sequence] != NO_TOKEN;
    }

    @Override
    public int token(int sequence) {
        if (tokens[sequence] == NO_TOKEN) {
            throw new IllegalStateException("sequence " + sequence + " had ended before step " + index);
        }
        return tokens[sequence];
    }

    @Override
    public Optional<Tensor> logits() {
        return request.logitsWanted() ? Optional.of(logits) : Optional.empty();
    }
}
