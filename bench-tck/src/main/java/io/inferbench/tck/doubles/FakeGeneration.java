package io.inferbench.tck.doubles;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GrowingSequences;
import io.inferbench.api.backend.TokenSampler;
import io.inferbench.api.backend.TokenStep;
import java.util.Optional;

/** The state of one run. */
final class FakeGeneration {

    private final int vocabularySize;
    /** One hash per sequence of all its tokens: what a cache of keys and values is to a model. */
    private final long[] states;

    private final GrowingSequences sequences;
    private final Tensor logits;
    private final TokenSampler sampler;

    FakeGeneration(long seed, int vocabularySize, GenerationRequest request) {
        this.vocabularySize = vocabularySize;
        int batchSize = request.batchSize();
        this.states = new long[batchSize];
        this.sequences = new GrowingSequences(request);
        this.logits = Tensor.allocate("logits", ElementType.FLOAT32, batchSize, vocabularySize);
        sequences.showLogits(request.logitsWanted() ? Optional.of(logits) : Optional.empty());
        this.sampler = new TokenSampler(request.sampling(), batchSize, vocabularySize);
        for (int sequence = 0; sequence < batchSize; sequence++) {
            states[sequence] = mix(seed);
            for (int token : request.prompts().get(sequence)) {
                append(sequence, token);
            }
        }
    }

    boolean hasLiveSequence() {
        return sequences.isUnfinished();
    }

    /** Takes the next step, and returns it; valid until the one after. */
    TokenStep next(boolean lying) {
        sequences.beginStep();
        for (int sequence = 0; sequence < states.length; sequence++) {
            if (sequences.hasToken(sequence)) {
                computeLogits(sequence, lying);
                sequences.put(sequence, sampler.choose(logits, sequence));
                append(sequence, sequences.token(sequence));
            }
        }
        return sequences;
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
}
