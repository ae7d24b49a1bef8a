package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GrowingSequences;
import io.inferbench.api.backend.TokenListener;
import io.inferbench.api.backend.TokenSampler;
import io.inferbench.backend.support.NativeGate;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A batch of prompts bound to a module, with a cache of its own. */
final class TorchGenerationCall implements GenerationCall {

    private final TorchModule module;
    private final NativeGate gate;
    private final GenerationRequest request;
    private final DecoderRun values;
    private final GrowingSequences sequences;
    private final TokenSampler sampler;
    private final boolean greedy;

    /**
     * Binds a request that fits the limits.
     *
     * @param sessionGate entered by the caller
     */
    TorchGenerationCall(
            TorchModule module, NativeGate sessionGate, GenerationRequest request, int vocabularySize, int capacity) {
        this.module = module;
        this.request = request;
        this.greedy = request.sampling().isGreedy();
        this.sequences = new GrowingSequences(request);
        this.sampler = new TokenSampler(request.sampling(), request.batchSize(), vocabularySize);
        this.values = new DecoderRun(module, request, vocabularySize, capacity);
        this.gate = sessionGate.part("the call of model '" + module.name() + "'", values::free);
    }

    @Override
    public void run(TokenListener listener) throws BackendException {
        gate.enter();
        try {
            sequences.restart();
            sampler.restart();
            boolean wanted = true;
            for (int generated = 0; wanted && generated < request.maxNewTokens(); generated++) {
                step(generated);
                wanted = listener.onStep(sequences) && sequences.isUnfinished();
                gate.requireOpen();
            }
        } finally {
            gate.leave();
        }
    }

    private void step(int generated) throws BackendException {
        try {
            if (generated == 0) {
                values.prefill();
            } else {
                values.decode(generated);
            }
            takeTokens();
        } catch (ArithmeticException nonsense) {
            throw new BackendException(
                    "model '" + module.name() + "' gave logits that cannot be sampled from: " + nonsense.getMessage(),
                    nonsense);
        } catch (RuntimeException failure) {
            throw module.failure(generated == 0 ? "prefill" : "decode a step of", failure);
        }
    }

    private void takeTokens() {
        sequences.beginStep();
        if (greedy) {
            ByteBuffer tokens = values.tokens();
            for (int sequence = 0; sequence < request.batchSize(); sequence++) {
                put(sequence, (int) tokens.getLong(sequence * Long.BYTES));
            }
        }
        if (greedy && !request.logitsWanted()) {
            return;
        }
        Tensor logits = values.logits();
        sequences.showLogits(request.logitsWanted() ? Optional.of(logits) : Optional.empty());
        for (int sequence = 0; !greedy && sequence < request.batchSize(); sequence++) {
            int token = sequences.hasToken(sequence) ? sampler.choose(logits, sequence) : 0;
            values.choose(sequence, token);
            put(sequence, token);
        }
    }

    private void put(int sequence, int token) {
        if (sequences.hasToken(sequence)) {
            sequences.put(sequence, token);
        }
    }

    @Override
    public void close() {
        gate.close();
    }
}
