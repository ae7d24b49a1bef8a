package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.KvCache;
import io.inferbench.api.backend.SessionSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A module that generates: one method for prefill and one for decode, the cache kept in the engine. */
final class TorchGenerationSession implements GenerationSession {

    private final TorchModule module;
    private final DecoderForm form;
    private final GenerationLimits limits;
    private final Optional<Integer> fixedCapacity;
    private final Map<String, String> facts;
    private final Gate gate;
    private final Set<TorchGenerationCall> openCalls = new LinkedHashSet<>();

    /** Takes over a loaded module. */
    TorchGenerationSession(TorchModule module, DecoderForm form, SessionSpec spec) {
        this.module = module;
        this.form = form;
        this.fixedCapacity = spec.options().find(PytorchOptions.KV_CAPACITY);
        int context = Math.min(form.contextLength(), fixedCapacity.orElse(form.contextLength()));
        this.limits = new GenerationLimits(
                form.vocabularySize(), context, spec.options().get(PytorchOptions.MAX_BATCH));
        this.facts = module.facts();
        this.gate = new Gate("the session of model '" + module.name() + "'");
    }

    @Override
    public List<Device> devices() {
        return List.of(module.device());
    }

    @Override
    public Map<String, String> facts() {
        return facts;
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
        gate.enter();
        try {
            PromptCheck.require(module.name(), limits, request);
            int needed = request.longestPrompt() + request.maxNewTokens();
            TorchGenerationCall call = new TorchGenerationCall(
                    module, gate, request, form.vocabularySize(), fixedCapacity.orElse(needed), openCalls::remove);
            openCalls.add(call);
            return call;
        } catch (RuntimeException failure) {
            throw module.failure("bind a request to", failure);
        } finally {
            gate.leave();
        }
    }

    @Override
    public void close() {
        gate.close(() -> {
            new ArrayList<>(openCalls).forEach(TorchGenerationCall::close);
            module.close();
        });
    }
}
