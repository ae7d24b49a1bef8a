package io.inferbench.tck.doubles;

import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.KvCache;
import io.inferbench.api.backend.PromptCheck;
import io.inferbench.api.backend.TokenListener;
import io.inferbench.api.backend.TokenStep;
import java.util.List;
import java.util.Map;

/** Continues prompts by logits that are a hash of everything before them. */
final class FakeGenerationSession implements GenerationSession {

    private static final GenerationLimits LIMITS = new GenerationLimits(64, 128, 8);

    private final FakeModel model;
    private final FakeEngine engine;
    private boolean closed;

    FakeGenerationSession(FakeModel model, FakeEngine engine) {
        this.model = model;
        this.engine = engine;
    }

    @Override
    public GenerationLimits limits() {
        return LIMITS;
    }

    @Override
    public KvCache kvCache() {
        return new KvCache(KvCache.Residency.HOST, Long.BYTES, 0);
    }

    @Override
    public List<Device> devices() {
        return engine.devices();
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("engine.version", "1.0");
    }

    @Override
    public GenerationCall prepare(GenerationRequest request) throws BackendException {
        requireOpen();
        PromptCheck.require("fake", LIMITS, request);
        return new Call(request);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
    }

    private final class Call implements GenerationCall {

        private final GenerationRequest request;
        private boolean callClosed;

        Call(GenerationRequest request) {
            this.request = request;
        }

        @Override
        public void run(TokenListener listener) throws BackendException {
            requireOpen();
            if (callClosed) {
                throw new IllegalStateException("the call is closed");
            }
            FakeGeneration generation = new FakeGeneration(model.seed(), LIMITS.vocabularySize(), request);
            boolean wanted = true;
            for (int step = 0; wanted && step < request.maxNewTokens() && generation.hasLiveSequence(); step++) {
                engine.beforeRun(step);
                long end = engine.endOfRun(step);
                TokenStep next = generation.next(engine.lies(step));
                engine.clock().awaitUntil(end);
                wanted = listener.onStep(next);
            }
        }

        @Override
        public void close() {
            callClosed = true;
        }
    }
}
