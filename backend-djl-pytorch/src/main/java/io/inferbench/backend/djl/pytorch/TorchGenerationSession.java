package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.KvCache;
import io.inferbench.api.backend.PromptCheck;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.backend.support.GatedSession;
import java.util.List;
import java.util.Optional;

/** A module that generates: one method for prefill and one for decode, the cache kept in the engine. */
final class TorchGenerationSession extends GatedSession implements GenerationSession {

    private final TorchModule module;
    private final DecoderForm form;
    private final GenerationLimits limits;
    private final Optional<Integer> fixedCapacity;

    /** Takes over a loaded module. */
    TorchGenerationSession(TorchModule module, DecoderForm form, SessionSpec spec) {
        super(module.name(), List.of(module.device()), module.facts(), module::close);
        this.module = module;
        this.form = form;
        this.fixedCapacity = spec.options().find(PytorchOptions.KV_CAPACITY);
        int context = Math.min(form.contextLength(), fixedCapacity.orElse(form.contextLength()));
        this.limits = new GenerationLimits(
                form.vocabularySize(), context, spec.options().get(PytorchOptions.MAX_BATCH));
    }

    @Override
    public GenerationLimits limits() {
        return limits;
    }

    @Override
    public KvCache kvCache() {
        return new KvCache(
                module.isOnHost() ? KvCache.Residency.HOST : KvCache.Residency.DEVICE, form.bytesPerToken(), 0);
    }

    @Override
    public GenerationCall prepare(GenerationRequest request) throws BackendException {
        return bind(() -> {
            PromptCheck.require(module.name(), limits, request);
            int capacity = fixedCapacity.orElse(request.longestPrompt() + request.maxNewTokens());
            return new TorchGenerationCall(module, gate(), request, form.vocabularySize(), capacity);
        });
    }

    @Override
    protected BackendException failure(String doing, RuntimeException cause) {
        return module.failure(doing, cause);
    }
}
