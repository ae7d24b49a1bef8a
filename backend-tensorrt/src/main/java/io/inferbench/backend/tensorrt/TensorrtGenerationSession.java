package io.inferbench.backend.tensorrt;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.KvCache;
import io.inferbench.api.backend.PromptCheck;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.backend.support.GatedSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two engines of one decoder: one reads prompts, one does a step over the cache. */
final class TensorrtGenerationSession extends GatedSession implements GenerationSession {

    private static final String CONTEXT_LENGTH = "context_length";

    private final LoadedEngine prompts;
    private final LoadedEngine steps;
    private final DecoderSizes sizes;
    private final GenerationLimits limits;
    private final int capacity;
    private final boolean capturing;

    /**
     * Takes over two engines and their device.
     *
     * @throws BackendException if they are not of the plain form
     */
    TensorrtGenerationSession(LoadedEngine prompts, LoadedEngine steps, SessionSpec spec) throws BackendException {
        super(steps.model(), List.of(steps.device().device()), facts(prompts, steps), () -> {
            steps.free();
            prompts.free();
            steps.device().free();
        });
        this.prompts = prompts;
        this.steps = steps;
        this.sizes = DecoderSizes.of(steps.model(), steps.signature());
        this.capturing = spec.options().get(TensorrtOptions.CUDA_GRAPH);
        long[] cache = steps.largestShape(DecoderSizes.pastKey(0));
        this.capacity = Math.toIntExact(cache[2]);
        int made = Optional.ofNullable(spec.model().facts().get(CONTEXT_LENGTH))
                .map(Integer::valueOf)
                .orElse(capacity);
        this.limits = new GenerationLimits(sizes.vocabularySize(), Math.min(capacity, made), Math.toIntExact(cache[0]));
    }

    private static Map<String, String> facts(LoadedEngine prompts, LoadedEngine steps) {
        Map<String, String> facts = new LinkedHashMap<>(steps.facts());
        prompts.facts().forEach((name, value) -> {
            if (!value.equals(facts.get(name))) {
                facts.put("prompt." + name, value);
            }
        });
        return facts;
    }

    @Override
    public GenerationLimits limits() {
        return limits;
    }

    @Override
    public KvCache kvCache() {
        return new KvCache(KvCache.Residency.DEVICE, sizes.bytesPerToken(), 0);
    }

    @Override
    public GenerationCall prepare(GenerationRequest request) throws BackendException {
        return bind(() -> {
            PromptCheck.require(steps.model(), limits, smallestBatch(), largestPrompt(), request);
            return new TensorrtGenerationCall(prompts, steps, sizes, gate(), request, capacity, capturing);
        });
    }

    private int smallestBatch() {
        return Math.toIntExact(steps.smallestShape(DecoderSizes.INPUT_IDS)[0]);
    }

    private int largestPrompt() {
        return Math.toIntExact(prompts.largestShape(DecoderSizes.INPUT_IDS)[1]);
    }

    @Override
    protected BackendException failure(String doing, RuntimeException cause) {
        return steps.failure(doing, cause);
    }
}
