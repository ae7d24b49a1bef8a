package io.inferbench.backend.ort;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.KvCache;
import io.inferbench.api.backend.PromptCheck;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.backend.support.GatedSession;
import java.util.Optional;

/** A session of the C++ API that generates: one graph for prefill and decode, the cache bound in place. */
final class OrtGenerationSession extends GatedSession implements GenerationSession {

    private static final String CONTEXT_LENGTH = "context_length";

    /** Room for every run of the one step that capturing takes. */
    private static final int LEAST_CAPACITY = 8;

    private final EngineSession engine;
    private final GenerationGraph graph;
    private final GenerationLimits limits;
    private final Optional<Integer> fixedCapacity;

    /**
     * Takes over a loaded graph.
     *
     * @throws BackendException if it is not of the form of a generation graph, or nothing bounds its context
     */
    OrtGenerationSession(EngineSession engine, SessionSpec spec) throws BackendException {
        super(engine.model(), engine.devices(), engine.facts(), engine::free);
        this.engine = engine;
        this.graph = GenerationGraph.of(engine.model(), engine.signature().tensors());
        this.fixedCapacity = spec.options().find(OrtOptions.KV_CAPACITY);
        this.limits = new GenerationLimits(
                graph.vocabularySize(), contextLength(), spec.options().get(OrtOptions.MAX_BATCH));
    }

    private int contextLength() throws BackendException {
        Optional<Integer> made = engine.metadata(CONTEXT_LENGTH).map(Integer::valueOf);
        if (made.isPresent() && fixedCapacity.isPresent()) {
            return Math.min(made.get(), fixedCapacity.get());
        }
        return made.or(() -> fixedCapacity)
                .orElseThrow(() -> new BackendException("model '" + engine.model()
                        + "' does not say how long its context is (fact '" + CONTEXT_LENGTH + "'); set '"
                        + OrtOptions.KV_CAPACITY.name() + "' to the most tokens of prompt and answer"));
    }

    @Override
    public GenerationLimits limits() {
        return limits;
    }

    @Override
    public KvCache kvCache() {
        return new KvCache(engine.provider().residency(), graph.bytesPerToken(), 0);
    }

    @Override
    public GenerationCall prepare(GenerationRequest request) throws BackendException {
        return bind(() -> {
            PromptCheck.require(engine.model(), limits, request);
            int needed = request.longestPrompt() + request.maxNewTokens();
            int capacity = Math.max(fixedCapacity.orElse(needed), LEAST_CAPACITY);
            return new OrtGenerationCall(engine, gate(), graph, request, capacity);
        });
    }

    @Override
    protected BackendException failure(String doing, RuntimeException cause) {
        return engine.failure(doing, cause);
    }
}
