package io.inferbench.backend.ort;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.TokenListener;
import io.inferbench.api.backend.TokenSampler;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.onnxruntime.IoBinding;
import org.bytedeco.onnxruntime.RunOptions;
import org.bytedeco.onnxruntime.Session;

/** A batch of prompts bound to the engine, with a cache of its own. */
final class OrtGenerationCall implements GenerationCall {

    private final EngineSession engine;
    private final Gate gate;
    private final GenerationRequest request;
    private final Consumer<OrtGenerationCall> onClose;
    private final Session session;
    private final RunOptions runOptions;
    private final CallMemory memory;
    private final OwnedPointers owned = new OwnedPointers();
    private final DecoderTensors tensors;
    private final IoBinding prefill;
    private final IoBinding decode;
    private final Answers answers;
    private final TokenSampler sampler;
    private final boolean chosenByGraph;
    private boolean closed;

    /**
     * Binds a request that fits the limits.
     *
     * @param gate entered by the caller; closes before the engine is freed
     * @param onClose told once, inside the gate
     */
    OrtGenerationCall(
            EngineSession engine,
            Gate gate,
            GenerationGraph graph,
            GenerationRequest request,
            int capacity,
            Consumer<OrtGenerationCall> onClose)
            throws BackendException {
        this.engine = engine;
        this.gate = gate;
        this.request = request;
        this.onClose = onClose;
        this.session = engine.session();
        this.runOptions = engine.runOptions();
        this.memory = engine.newCallMemory();
        this.chosenByGraph = request.sampling().isGreedy();
        try {
            this.tensors = new DecoderTensors(graph, request, capacity, memory, engine.hostMemory());
            this.prefill = owned.add(new IoBinding(engine.session()));
            this.decode = owned.add(new IoBinding(engine.session()));
            tensors.bindPrefill(prefill);
            tensors.bindDecode(decode);
        } catch (RuntimeException | BackendException failure) {
            free();
            throw failure;
        }
        this.answers = new Answers(request, request.logitsWanted() ? Optional.of(tensors.logits()) : Optional.empty());
        this.sampler = new TokenSampler(request.sampling(), request.batchSize(), graph.vocabularySize());
    }

    @Override
    public void run(TokenListener listener) throws BackendException {
        gate.enter();
        try {
            requireOpen();
            answers.restart();
            sampler.restart();
            tensors.writePrompts();
            runEngine(prefill, "prefill");
            boolean wanted = takeTokens(listener);
            for (int generated = 1; wanted && generated < request.maxNewTokens(); generated++) {
                tensors.writeStep(generated);
                runEngine(decode, "decode a step of");
                wanted = takeTokens(listener);
            }
        } finally {
            gate.leave();
        }
    }

    private void runEngine(IoBinding binding, String doing) throws BackendException {
        try {
            session.Run(runOptions, binding);
            tensors.fetch(chosenByGraph, request.logitsWanted() || !chosenByGraph);
        } catch (RuntimeException failure) {
            throw engine.failure(doing, failure);
        }
    }

    /** Reads or chooses this step's tokens and reports them; returns whether another step is wanted. */
    private boolean takeTokens(TokenListener listener) throws BackendException {
        answers.beginStep();
        for (int sequence = 0; sequence < request.batchSize(); sequence++) {
            if (answers.grows(sequence)) {
                answers.put(sequence, chosenByGraph ? tensors.token(sequence) : choose(sequence));
            }
        }
        if (!chosenByGraph) {
            tensors.sendTokens();
        }
        boolean wanted = listener.onStep(answers);
        requireOpen();
        return wanted && answers.isUnfinished();
    }

    private int choose(int sequence) throws BackendException {
        try {
            int token = sampler.choose(tensors.logits(), sequence);
            tensors.writeToken(sequence, token);
            return token;
        } catch (ArithmeticException nonsense) {
            throw new BackendException(
                    "model '" + engine.model() + "' gave logits that cannot be sampled from: " + nonsense.getMessage(),
                    nonsense);
        }
    }

    private void requireOpen() {
        gate.requireOpen();
        if (closed) {
            throw new IllegalStateException("the call of model '" + engine.model() + "' is closed");
        }
    }

    @Override
    public void close() {
        gate.closePart(() -> {
            if (!closed) {
                closed = true;
                free();
                onClose.accept(this);
            }
        });
    }

    private void free() {
        owned.free();
        memory.free();
    }
}
