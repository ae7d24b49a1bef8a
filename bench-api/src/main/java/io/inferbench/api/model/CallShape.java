package io.inferbench.api.model;

/**
 * The size of one call, as costs and engine profiles depend on it.
 *
 * @param kind which pass of the model
 * @param batchSize sequences or samples
 * @param sequenceLength tokens per sequence that the pass reads (1 for a decode step)
 * @param contextLength tokens per sequence already cached, 0 unless decoding; for {@link Kind#GENERATION} the number of
 *     new tokens
 */
public record CallShape(Kind kind, int batchSize, int sequenceLength, int contextLength) {

    /** Passes of a model. */
    public enum Kind {
        /** One pass without a cache. */
        FORWARD,
        /** The pass over a prompt that fills the cache. */
        PREFILL,
        /** One pass that reads the cache and adds one token per sequence. */
        DECODE,
        /** Prefill and all decode steps. */
        GENERATION
    }

    /** Refuses sizes below 1 and a negative context. */
    public CallShape {
        if (batchSize < 1 || sequenceLength < 1 || contextLength < 0) {
            throw new IllegalArgumentException(
                    "a call needs batch and sequence of at least 1 and a context of at least 0, not " + batchSize + ", "
                            + sequenceLength + ", " + contextLength);
        }
    }

    /** Returns the shape of one pass without a cache. */
    public static CallShape forward(int batchSize, int sequenceLength) {
        return new CallShape(Kind.FORWARD, batchSize, sequenceLength, 0);
    }

    /** Returns the shape of a whole generation. */
    public static CallShape generation(int batchSize, int promptLength, int newTokens) {
        return new CallShape(Kind.GENERATION, batchSize, promptLength, newTokens);
    }
}
