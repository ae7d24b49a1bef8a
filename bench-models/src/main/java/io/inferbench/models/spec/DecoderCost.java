package io.inferbench.models.spec;

import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.ModelCost;

/**
 * The least work of a decoder's calls.
 *
 * @param blockMatrices the values of all matrices in the blocks: each costs a multiplication and an addition per token
 * @param vectors the values of biases and gains, which are read and hardly cost
 * @param embeddingRow the values read for one token besides the token table, which the output layer may read anyway
 * @param weightBytes the size of a weight and of a cached value
 */
record DecoderCost(DecoderSpec spec, double blockMatrices, double vectors, double embeddingRow, int weightBytes) {
    /** Two int64 values a token, id and position, and one int32 length a sequence. */
    private static final int TOKEN_BYTES = 2 * Long.BYTES;

    ModelCost of(CallShape shape) {
        int batch = shape.batchSize();
        return switch (shape.kind()) {
            case FORWARD, PREFILL -> pass(batch, shape.sequenceLength(), 0);
            case DECODE -> pass(batch, shape.sequenceLength(), shape.contextLength());
            case GENERATION -> generation(batch, shape.sequenceLength(), shape.contextLength());
        };
    }

    private ModelCost generation(int batch, int prompt, int newTokens) {
        ModelCost first = pass(batch, prompt, 0);
        double operations = first.floatingPointOperations();
        double bytes = first.bytes();
        // The first new token comes with the prompt's pass, so one step less than there are tokens.
        for (int step = 1; step < newTokens; step++) {
            ModelCost next = pass(batch, 1, prompt + step - 1);
            operations += next.floatingPointOperations();
            bytes += next.bytes();
        }
        return new ModelCost(operations, bytes);
    }

    /** One pass over {@code length} tokens a sequence after {@code cached} ones, with logits for the last. */
    private ModelCost pass(int batch, int length, int cached) {
        double tokens = (double) batch * length;
        double outputLayer = (double) spec.vocabulary() * spec.hidden();
        double pairs = batch * attended(length, cached);
        double attention = 4.0 * spec.layers() * spec.heads() * spec.headSize() * pairs;
        double operations = 2 * tokens * blockMatrices + attention + 2 * batch * outputLayer;
        double cacheRead = batch * Math.min(cached, window() - 1.0);
        double cache = (cacheRead + tokens) * spec.cacheValuesPerToken();
        double weights = blockMatrices + vectors + outputLayer + tokens * embeddingRow;
        double outputs = (double) batch * spec.vocabulary() * Float.BYTES;
        return new ModelCost(operations, (weights + cache) * weightBytes + tokens * TOKEN_BYTES + outputs);
    }

    /** How many pairs of a query and a key it may see there are in one sequence. */
    private double attended(int length, int cached) {
        double window = window();
        double pairs = 0;
        for (int i = 0; i < length; i++) {
            pairs += Math.min(cached + i + 1.0, window);
        }
        return pairs;
    }

    private double window() {
        return spec.slidingWindow().isPresent() ? spec.slidingWindow().getAsInt() : Double.POSITIVE_INFINITY;
    }
}
