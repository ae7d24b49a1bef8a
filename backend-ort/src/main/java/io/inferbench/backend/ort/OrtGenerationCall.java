package io.inferbench.backend.ort;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GrowingSequences;
import io.inferbench.api.backend.TokenListener;
import io.inferbench.api.backend.TokenSampler;
import io.inferbench.backend.support.NativeGate;
import java.util.Optional;
import org.bytedeco.onnxruntime.IoBinding;
import org.bytedeco.onnxruntime.RunOptions;
import org.bytedeco.onnxruntime.Session;

/** A batch of prompts bound to the engine, with a cache of its own. */
final class OrtGenerationCall implements GenerationCall {

    private final EngineSession engine;
    private final NativeGate gate;
    private final GenerationRequest request;
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
    private final GrowingSequences sequences;
    private final TokenSampler sampler;
    private final boolean chosenByGraph;

    /**
     * Binds a request that fits the limits.
     *
     * @param sessionGate entered by the caller
     */
    OrtGenerationCall(
            EngineSession engine,
            NativeGate sessionGate,
            GenerationGraph graph,
            GenerationRequest request,
            int capacity)
            throws BackendException {
        this.engine = engine;
        this.request = request;
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
        this.sequences = new GrowingSequences(request);
        sequences.showLogits(request.logitsWanted() ? Optional.of(tensors.logits()) : Optional.empty());
        this.sampler = new TokenSampler(request.sampling(), request.batchSize(), graph.vocabularySize());
        this.gate = sessionGate.part("the call of model '" + engine.model() + "'", this::free);
    }

    @Override
    public void run(TokenListener listener) throws BackendException {
        gate.enter();
        try {
            sequences.restart();
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
        sequences.beginStep();
        for (int sequence = 0; sequence < request.batchSize(); sequence++) {
            if (sequences.hasToken(sequence)) {
                sequences.put(sequence, chosenByGraph ? tensors.token(sequence) : choose(sequence));
            }
        }
        if (!chosenByGraph) {
            tensors.sendTokens();
        }
        boolean wanted = listener.onStep(sequences);
        gate.requireOpen();
        return wanted && sequences.isUnfinished();
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

    @Override
    public void close() {
        gate.close();
    }

    private void free() {
        engine.provider().retire(prefillOptions, session);
        engine.provider().retire(decodeOptions, session);
        owned.free();
        memory.free();
    }
}
