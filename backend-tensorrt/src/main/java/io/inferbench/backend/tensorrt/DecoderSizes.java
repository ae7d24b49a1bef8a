package io.inferbench.backend.tensorrt;

import io.inferbench.api.ElementType;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;

/**
 * The sizes of a decoder in the plain form of {@code docs/models.md}.
 *
 * @param layers number of layers with a cache
 * @param kvHeads heads of keys and values per layer
 * @param headSize elements per head
 * @param cacheType element type of the cache
 * @param vocabularySize number of logits
 */
record DecoderSizes(int layers, int kvHeads, int headSize, ElementType cacheType, int vocabularySize) {

    static final String INPUT_IDS = "input_ids";
    static final String POSITION_IDS = "position_ids";
    static final String LENGTHS = "seqlens_k";
    static final String LOGITS = "logits";
    static final String NEXT_TOKEN = "next_token";
    static final String NEXT_POSITION = "next_position";
    static final String NEXT_LENGTHS = "next_seqlens_k";

    private static final int CACHE_RANK = 4;

    /**
     * Reads the sizes off the engine of a step.
     *
     * @throws BackendException if it has no cache or no logits of fixed sizes
     */
    static DecoderSizes of(String model, ModelSignature step) throws BackendException {
        int layers = 0;
        while (step.input(pastKey(layers)).isPresent()) {
            layers++;
        }
        TensorSpec cache = step.input(pastKey(0)).orElse(null);
        TensorSpec logits = step.output(LOGITS).orElse(null);
        if (cache == null
                || logits == null
                || cache.shape().size() != CACHE_RANK
                || logits.shape().size() != 2
                || cache.shape().get(1).size().isEmpty()
                || cache.shape().get(3).size().isEmpty()
                || logits.shape().get(1).size().isEmpty()) {
            throw new BackendException("model '" + model
                    + "' has a graph for prompts, and its graph for steps is not of the" + " plain form: it takes "
                    + step.inputs() + " and gives " + step.outputs() + ". See docs/models.md");
        }
        return new DecoderSizes(
                layers,
                Math.toIntExact(cache.shape().get(1).size().getAsLong()),
                Math.toIntExact(cache.shape().get(3).size().getAsLong()),
                cache.type(),
                Math.toIntExact(logits.shape().get(1).size().getAsLong()));
    }

    static String pastKey(int layer) {
        return "past_key." + layer;
    }

    /** Returns the name of a tensor of keys, or of values, by its place in the order key, value, key, value, … */
    static String cacheName(String stem, int place) {
        return stem + (place % 2 == 0 ? "_key." : "_value.") + place / 2;
    }

    /** Returns the number of tensors of a cache: keys and values of every layer. */
    int cacheTensors() {
        return 2 * layers;
    }

    /** Returns the size of one token of one head. */
    long rowBytes() {
        return (long) headSize * cacheType.byteSize();
    }

    /** Returns what one token of one sequence occupies over all layers. */
    long bytesPerToken() {
        return rowBytes() * cacheTensors() * kvHeads;
    }
}
