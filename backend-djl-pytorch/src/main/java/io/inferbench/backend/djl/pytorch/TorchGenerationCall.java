package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.TokenListener;
import io.inferbench.api.backend.TokenSampler;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A batch of prompts bound to a module, with a cache of its own. */
final class TorchGenerationCall implements GenerationCall {

    private final TorchModule module;
    private final Gate gate;
    private final GenerationRequest request;
    private final Consumer<TorchGenerationCall> onClose;
    private final DecoderRun values;
    private final Answers answers;
    private final TokenSampler sampler;
    private final boolean greedy;
    private boolean closed;

    /**
     * Binds a request that fits the limits.
     *
     * @param gate entered by the caller; closes before the module is freed
     * @param onClose told once, inside the gate
     */
    TorchGenerationCall(
            TorchModule module,
            Gate gate,
            GenerationRequest request,
            int vocabularySize,
            int capacity,
            Consumer<TorchGenerationCall> onClose) {
        this.module = module;
        this.gate = gate;
        this.request = request;
        this.onClose = onClose;
        this.greedy = request.sampling().isGreedy();
        this.answers = new Answers(request);
        this.sampler = new TokenSampler(request.sampling(), request.batchSize(), vocabularySize);
        this.values = new DecoderRun(module, request, vocabularySize, capacity);
    }

    @Override
    public void run(TokenListener listener) throws BackendException {
        gate.enter();
        try {
            requireOpen();
            answers.restart();
            sampler.restart();
            boolean wanted = true;
            for (int generated = 0; wanted && generated < request.maxNewTokens(); generated++) {
                step(generated);
                wanted = listener.onStep(answers) && answers.isUnfinished();
                requireOpen();
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
        answers.beginStep();
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
        answers.logits(request.logitsWanted() ? logits : null);
        for (int sequence = 0; !greedy && sequence < request.batchSize(); sequence++) {
            int token = answers.grows(sequence) ? sampler.choose(logits, sequence) : 0;
            values.choose(sequence, token);
            put(sequence, token);
        }
    }

    private void put(int sequence, int token) {
        if (answers.grows(sequence)) {
            answers.put(sequence, token);
        }
    }

    private void requireOpen() {
        gate.requireOpen();
        if (closed) {
            throw new IllegalStateException("the call of model '" + module.name() + "' is closed");
        }
    }

    @Override
    public void close() {
        gate.closePart(() -> {
            if (!closed) {
                closed = true;
                values.free();
                onClose.accept(this);
            }
        });
    }
}
