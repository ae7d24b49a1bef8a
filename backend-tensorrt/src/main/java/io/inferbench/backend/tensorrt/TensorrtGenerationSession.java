package io.inferbench.backend.tensorrt;

import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.KvCache;
import io.inferbench.api.backend.SessionSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Two engines of one decoder: one reads prompts, one does a step over the cache. */
final class TensorrtGenerationSession implements GenerationSession {

    private static final String CONTEXT_LENGTH = "context_length";

    private final LoadedEngine prompts;
    private final LoadedEngine steps;
    private final DecoderSizes sizes;
    private final GenerationLimits limits;
    private final int capacity;
    private final boolean capturing;
    private final OpenState state;
    private final Set<TensorrtGenerationCall> openCalls = new LinkedHashSet<>();

    /**
     * Takes over two engines and their device.
     *
     * @throws BackendException if they are not of the plain form
     */
    TensorrtGenerationSession(LoadedEngine prompts, LoadedEngine steps, SessionSpec spec) throws BackendException {
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
        this.state = new OpenState("the session of model '" + steps.model() + "'");
    }

    @Override
    public List<Device> devices() {
        return List.of(steps.device().device());
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>(steps.facts());
        prompts.facts().forEach((name, value) -> {
            if (!value.equals(facts.get(name))) {
                facts.put("prompt." + name, value);
            }
        });
        return Map.copyOf(facts);
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
        synchronized (state) {
            state.requireOpen();
            PromptCheck.require(steps.model(), limits, smallestBatch(), largestPrompt(), request);
            try {
                TensorrtGenerationCall call = new TensorrtGenerationCall(
                        prompts, steps, sizes, state, request, capacity, capturing, openCalls::remove);
                openCalls.add(call);
                return call;
            } catch (RuntimeException failure) {
                throw steps.failure("bind a request to", failure);
            }
        }
    }

    private int smallestBatch() {
        return Math.toIntExact(steps.smallestShape(DecoderSizes.INPUT_IDS)[0]);
    }

    private int largestPrompt() {
        return Math.toIntExact(prompts.largestShape(DecoderSizes.INPUT_IDS)[1]);
    }

    @Override
    public void close() {
        synchronized (state) {
            if (state.close()) {
                new ArrayList<>(openCalls).forEach(TensorrtGenerationCall::close);
                steps.free();
                prompts.free();
                steps.device().free();
            }
        }
    }
}
