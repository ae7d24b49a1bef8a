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
    private final boolean feedback;
    private final boolean replays;
    private final CallMemory memory;
    private final OwnedPointers owned = new OwnedPointers();
    private final DecoderTensors tensors;
    private final IoBinding prefill;
    private final IoBinding decode;
    private final RunOptions prefillOptions;
    private final RunOptions decodeOptions;
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
        this.feedback = graph.feedsItself() && engine.provider().prefersFeedback();
        this.replays = engine.provider().replays();
        this.memory = engine.newCallMemory();
        this.chosenByGraph = request.sampling().isGreedy();
        this.prefillOptions = engine.provider().newRunOptions(false);
        this.decodeOptions = engine.provider().newRunOptions(true);
        try {
            this.tensors = new DecoderTensors(engine, graph, request, capacity, memory);
            this.prefill = owned.add(new IoBinding(engine.session()));
            this.decode = owned.add(new IoBinding(engine.session()));
            tensors.bindPrefill(prefill);
            tensors.bindDecode(decode);
            if (feedback) {
                tensors.bindFeedback(prefill);
                tensors.bindFeedback(decode);
            }
            if (replays) {
                capture();
            }
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
            prefill();
            boolean wanted = takeTokens(listener);
            for (int generated = 1; wanted && generated < request.maxNewTokens(); generated++) {
                step(generated);
                wanted = takeTokens(listener);
            }
        } finally {
            gate.leave();
        }
    }

    /**
     * Has the decode step captured, before any prompt is seen: a user who generates again and again pays for it once.
     *
     * <p>The engine runs the step several times for that, so what it leaves is thrown away.
     */
    private void capture() throws BackendException {
        try {
            memory.begin();
            tensors.writeEmptyStep();
            tensors.writeTotal(tensors.capacity());
            session.Run(decodeOptions, decode);
            memory.finish();
        } catch (RuntimeException failure) {
            throw engine.failure("capture a step of", failure);
        }
    }

    private void prefill() throws BackendException {
        try {
            memory.begin();
            tensors.writePrompts();
            session.Run(prefillOptions, prefill);
            fetch();
        } catch (RuntimeException failure) {
            throw engine.failure("prefill", failure);
        }
    }

    private void step(int generated) throws BackendException {
        try {
            memory.begin();
            if (!feedback) {
                tensors.writeStep(generated);
            }
            // A replay keeps the number it was captured with, so it has to be right for every step.
            tensors.writeTotal(replays ? tensors.capacity() : tensors.totalAfter(generated));
            session.Run(decodeOptions, decode);
            fetch();
        } catch (RuntimeException failure) {
            throw engine.failure("decode a step of", failure);
        }
    }

    private void fetch() {
        tensors.fetch(chosenByGraph, request.logitsWanted() || !chosenByGraph);
        memory.finish();
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
        engine.provider().retire(prefillOptions, session);
        engine.provider().retire(decodeOptions, session);
        owned.free();
        memory.free();
    }
}
