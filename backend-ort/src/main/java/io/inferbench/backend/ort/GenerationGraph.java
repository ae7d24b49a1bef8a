package io.inferbench.backend.ort;

import io.inferbench.api.Dimension;
import io.inferbench.api.ElementType;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The sizes of a decoder in the form of {@code docs/models.md}.
 *
 * @param layers number of layers with a cache
 * @param kvHeads heads of keys and values per layer
 * @param headSize elements per head
 * @param cacheType element type of the cache
 * @param vocabularySize number of logits
 * @param takesPositions whether positions are an input
 * @param takesTotalLength whether the padded length is an input
 * @param feedsItself whether the graph computes the next step's lengths and positions
 */
record GenerationGraph(
        int layers,
        int kvHeads,
        int headSize,
        ElementType cacheType,
        int vocabularySize,
        boolean takesPositions,
        boolean takesTotalLength,
        boolean feedsItself) {

    static final String INPUT_IDS = "input_ids";
    static final String POSITION_IDS = "position_ids";
    static final String LENGTHS = "seqlens_k";
    static final String TOTAL_LENGTH = "total_sequence_length";
    static final String LOGITS = "logits";
    static final String NEXT_TOKEN = "next_token";
    static final String NEXT_LENGTHS = "next_seqlens_k";
    static final String NEXT_POSITION = "next_position";

    private static final int CACHE_RANK = 4;

    /** Returns whether a signature means to be one. */
    static boolean isIn(ModelSignature signature) {
        return signature.input(pastKey(0)).isPresent()
                && signature.output(LOGITS).isPresent();
    }

    /**
     * Reads the sizes.
     *
     * @throws BackendException naming every part that is missing or has another type or shape
     */
    static GenerationGraph of(String model, ModelSignature signature) throws BackendException {
        List<String> faults = new ArrayList<>();
        requireInput(signature, INPUT_IDS, ElementType.INT64, 2, faults);
        if (signature.input(POSITION_IDS).isPresent()) {
            requireInput(signature, POSITION_IDS, ElementType.INT64, 2, faults);
        }
        requireInput(signature, LENGTHS, ElementType.INT32, 1, faults);
        if (signature.input(TOTAL_LENGTH).isPresent()) {
            requireInput(signature, TOTAL_LENGTH, ElementType.INT32, 0, faults);
        }
        requireOutput(signature, NEXT_TOKEN, ElementType.INT64, 2, faults);
        requireOutput(signature, LOGITS, ElementType.FLOAT32, 2, faults);
        int layers = 0;
        while (signature.input(pastKey(layers)).isPresent()) {
            requireCache(signature, layers, faults);
            layers++;
        }
        refuseUnknownInputs(signature, layers, faults);
        TensorSpec cache = signature.input(pastKey(0)).orElseThrow();
        long vocabulary = signature.output(LOGITS).map(spec -> last(spec)).orElse(0L);
        if (cache.shape().size() != CACHE_RANK || size(cache, 1) < 1 || size(cache, 3) < 1 || vocabulary < 1) {
            faults.add("the heads and head size of " + cache + " and the vocabulary of " + LOGITS + " should be fixed");
        }
        if (!faults.isEmpty()) {
            throw new BackendException("model '" + model + "' has a cache and is no generation graph: "
                    + String.join("; ", faults) + ". See docs/models.md");
        }
        return new GenerationGraph(
                layers,
                Math.toIntExact(size(cache, 1)),
                Math.toIntExact(size(cache, 3)),
                cache.type(),
                Math.toIntExact(vocabulary),
                signature.input(POSITION_IDS).isPresent(),
                signature.input(TOTAL_LENGTH).isPresent(),
                signature.output(NEXT_LENGTHS).isPresent()
                        && signature.output(NEXT_POSITION).isPresent());
    }

    static String pastKey(int layer) {
        return "past_key." + layer;
    }

    static String pastValue(int layer) {
        return "past_value." + layer;
    }

    static String presentKey(int layer) {
        return "present_key." + layer;
    }

    static String presentValue(int layer) {
        return "present_value." + layer;
    }

    /** Returns the shape of one layer's keys, or values. */
    long[] cacheShape(int batchSize, int capacity) {
        return new long[] {batchSize, kvHeads, capacity, headSize};
    }

    /** Returns the size of one layer's keys, or values. */
    long cacheBytes(int batchSize, int capacity) {
        return (long) batchSize * kvHeads * capacity * headSize * cacheType.byteSize();
    }

    /** Returns what one token of one sequence occupies over all layers. */
    long bytesPerToken() {
        return 2L * layers * cacheBytes(1, 1);
    }

    private static void requireCache(ModelSignature signature, int layer, List<String> faults) {
        ElementType type = signature.input(pastKey(0)).orElseThrow().type();
        requireInput(signature, pastKey(layer), type, CACHE_RANK, faults);
        requireInput(signature, pastValue(layer), type, CACHE_RANK, faults);
        requireOutput(signature, presentKey(layer), type, CACHE_RANK, faults);
        requireOutput(signature, presentValue(layer), type, CACHE_RANK, faults);
    }

    private static void refuseUnknownInputs(ModelSignature signature, int layers, List<String> faults) {
        Set<String> known = new HashSet<>(Set.of(INPUT_IDS, POSITION_IDS, LENGTHS, TOTAL_LENGTH));
        for (int layer = 0; layer < layers; layer++) {
            known.addAll(Set.of(pastKey(layer), pastValue(layer)));
        }
        for (TensorSpec input : signature.inputs()) {
            if (!known.contains(input.name())) {
                faults.add("input " + input + " is unknown");
            }
        }
    }

    private static void requireInput(
            ModelSignature signature, String name, ElementType type, int rank, List<String> faults) {
        require("input", name, signature.input(name), type, rank, faults);
    }

    private static void requireOutput(
            ModelSignature signature, String name, ElementType type, int rank, List<String> faults) {
        require("output", name, signature.output(name), type, rank, faults);
    }

    private static void require(
            String kind, String name, Optional<TensorSpec> found, ElementType type, int rank, List<String> faults) {
        if (found.isEmpty()) {
            faults.add(kind + " '" + name + "' is missing");
        } else if (found.get().type() != type || found.get().shape().size() != rank) {
            faults.add(kind + " " + found.get() + " should be " + type + " with " + rank + " axes");
        }
    }

    private static long last(TensorSpec spec) {
        return spec.shape().isEmpty() ? 0 : size(spec, spec.shape().size() - 1);
    }

    private static long size(TensorSpec spec, int axis) {
        Dimension dimension = spec.shape().get(axis);
        return dimension.size().orElse(0);
    }
}
