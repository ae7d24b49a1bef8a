package io.inferbench.tck.doubles;

import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.KvCache;
import io.inferbench.api.backend.TokenListener;
import java.util.ArrayList;
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
        List<String> problems = new ArrayList<>();
        if (request.batchSize() > LIMITS.maxBatchSize()) {
            problems.add(request.batchSize() + " sequences; at most " + LIMITS.maxBatchSize() + " fit");
        }
        for (int sequence = 0; sequence < request.batchSize(); sequence++) {
            int[] prompt = request.prompts().get(sequence);
            long length = (long) prompt.length + request.maxNewTokens();
            if (length > LIMITS.contextLength()) {
                problems.add("prompt " + sequence + " has " + prompt.length + " tokens, with " + request.maxNewTokens()
                        + " new ones " + length + "; the context holds " + LIMITS.contextLength());
            }
            for (int token : prompt) {
                if (token < 0 || token >= LIMITS.vocabularySize()) {
                    problems.add("prompt " + sequence + " holds the id " + token + "; ids run from 0 to "
                            + (LIMITS.vocabularySize() - 1));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new BackendException(String.join("; ", problems));
        }
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
                generation.next(step, engine.lies(step));
                engine.clock().awaitUntil(end);
                wanted = listener.onStep(generation);
            }
        }

        @Override
        public void close() {
            callClosed = true;
        }
    }
}
