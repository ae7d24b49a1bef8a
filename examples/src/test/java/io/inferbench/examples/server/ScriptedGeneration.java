package io.inferbench.examples.server;

import io.inferbench.api.Device;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.KvCache;
import io.inferbench.api.backend.TokenListener;
import io.inferbench.api.backend.TokenStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntUnaryOperator;

/** A session whose token at each step is a function of the step; can fail at a step, or wait between steps. */
final class ScriptedGeneration implements GenerationSession {

    private final IntUnaryOperator tokenAtStep;
    private final int failAtStep;
    private final CountDownLatch gate;
    final CountDownLatch cancelled = new CountDownLatch(1);
    volatile Optional<GenerationRequest> latest = Optional.empty();

    private ScriptedGeneration(IntUnaryOperator tokenAtStep, int failAtStep, CountDownLatch gate) {
        this.tokenAtStep = tokenAtStep;
        this.failAtStep = failAtStep;
        this.gate = gate;
    }

    static ScriptedGeneration of(IntUnaryOperator tokenAtStep) {
        return new ScriptedGeneration(tokenAtStep, Integer.MAX_VALUE, new CountDownLatch(0));
    }

    static ScriptedGeneration failingAt(int step) {
        return new ScriptedGeneration(index -> index, step, new CountDownLatch(0));
    }

    /** Returns a session that gives one token and no second one before the gate opens. */
    static ScriptedGeneration gated(CountDownLatch gate) {
        return new ScriptedGeneration(index -> index, Integer.MAX_VALUE, gate);
    }

    private void awaitGate() throws BackendException {
        try {
            gate.await();
        } catch (InterruptedException interrupted) {
            throw new BackendException("interrupted", interrupted);
        }
    }

    @Override
    public GenerationLimits limits() {
        return new GenerationLimits(1_000, 64, 1);
    }

    @Override
    public KvCache kvCache() {
        return new KvCache(KvCache.Residency.NONE, 0, 0);
    }

    @Override
    public List<Device> devices() {
        return List.of(Device.CPU);
    }

    @Override
    public Map<String, String> facts() {
        return Map.of();
    }

    @Override
    public void close() {}

    @Override
    public GenerationCall prepare(GenerationRequest request) {
        latest = Optional.of(request);
        return new GenerationCall() {
            @Override
            public void run(TokenListener listener) throws BackendException {
                for (int step = 0; step < request.maxNewTokens(); step++) {
                    if (step == failAtStep) {
                        throw new BackendException("the script says so");
                    }
                    if (step > 0) {
                        awaitGate();
                    }
                    if (!listener.onStep(new Step(step, tokenAtStep.applyAsInt(step)))) {
                        cancelled.countDown();
                        return;
                    }
                }
            }

            @Override
            public void close() {}
        };
    }

    private record Step(int index, int only) implements TokenStep {

        @Override
        public int batchSize() {
            return 1;
        }

        @Override
        public boolean hasToken(int sequence) {
            return true;
        }

        @Override
        public int token(int sequence) {
            return only;
        }

        @Override
        public Optional<Tensor> logits() {
            return Optional.empty();
        }
    }
}
