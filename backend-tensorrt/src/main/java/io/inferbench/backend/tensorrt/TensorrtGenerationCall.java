package io.inferbench.backend.tensorrt;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GrowingSequences;
import io.inferbench.api.backend.TokenListener;
import io.inferbench.api.backend.TokenSampler;
import io.inferbench.backend.support.NativeGate;
import java.util.Optional;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;
import org.jspecify.annotations.Nullable;

/** A batch of prompts bound to two engines, with a cache of its own. */
final class TensorrtGenerationCall implements GenerationCall {

    private final LoadedEngine promptEngine;
    private final LoadedEngine stepEngine;
    private final NativeGate gate;
    private final GenerationRequest request;
    private final DeviceMemory memory;
    private final RunClock clock;
    private final boolean chosenByEngine;
    private final boolean logitsFetched;
    private @Nullable IExecutionContext promptContext;
    private @Nullable IExecutionContext stepContext;
    private @Nullable CapturedWork captured;
    private boolean copiesCaptured;
    private final GenerationTensors tensors;
    private final GrowingSequences sequences;
    private final TokenSampler sampler;

    /**
     * Binds a request that fits.
     *
     * @param sessionGate entered by the caller
     */
    TensorrtGenerationCall(
            LoadedEngine promptEngine,
            LoadedEngine stepEngine,
            DecoderSizes sizes,
            NativeGate sessionGate,
            GenerationRequest request,
            int capacity,
            boolean capturing)
            throws BackendException {
        this.promptEngine = promptEngine;
        this.stepEngine = stepEngine;
        this.request = request;
        this.chosenByEngine = request.sampling().isGreedy();
        this.logitsFetched = request.logitsWanted() || !chosenByEngine;
        this.memory = new DeviceMemory(stepEngine.device());
        this.clock = new RunClock(stepEngine.device());
        try {
            this.tensors = new GenerationTensors(request, sizes, memory, capacity);
            IExecutionContext forPrompts = promptEngine.newContext();
            promptContext = forPrompts;
            tensors.bindPrompt(promptEngine, forPrompts);
            IExecutionContext forSteps = stepEngine.newContext();
            stepContext = forSteps;
            tensors.bindStep(stepEngine, forSteps);
            if (capturing) {
                captureStep(forSteps);
            }
        } catch (BackendException | RuntimeException failure) {
            free();
            throw failure;
        }
        this.sequences = new GrowingSequences(request);
        sequences.showLogits(request.logitsWanted() ? Optional.of(tensors.logits()) : Optional.empty());
        this.sampler = new TokenSampler(request.sampling(), request.batchSize(), sizes.vocabularySize());
        this.gate = sessionGate.part("the call of model '" + stepEngine.model() + "'", this::free);
    }

    private void captureStep(IExecutionContext forSteps) throws BackendException {
        // A context's first run loads kernels, which no capture takes.
        enqueueStep();
        stepEngine.device().synchronize();
        copiesCaptured = memory.isAllPageLocked();
        captured = CapturedWork.capture(
                stepEngine.device(), copiesCaptured ? this::enqueueStep : () -> enqueue(stepEngine, forSteps));
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
                decode(generated);
                wanted = takeTokens(listener);
            }
            // What the last step left for the cache is still under way.
            stepEngine.device().synchronize();
        } finally {
            gate.leave();
        }
    }

    private void prefill() throws BackendException {
        try {
            clock.begin();
            tensors.sendPrompts();
            enqueue(promptEngine, promptContext);
            tensors.finishPass(logitsFetched);
            clock.mark();
            tensors.storePrompts();
            clock.await();
        } catch (IllegalStateException failure) {
            throw promptEngine.failure("prefill", failure);
        }
    }

    private void decode(int generated) throws BackendException {
        try {
            CapturedWork work = captured;
            if (work == null) {
                enqueueStep();
            } else {
                work.launch();
                if (!copiesCaptured) {
                    tensors.finishPass(logitsFetched);
                }
            }
            clock.mark();
            // Nobody waits for this copy: the next step comes after it on the stream.
            tensors.storeStep(generated);
            clock.await();
        } catch (IllegalStateException failure) {
            throw stepEngine.failure("decode a step of", failure);
        }
    }

    private void enqueueStep() throws BackendException {
        enqueue(stepEngine, stepContext);
        tensors.finishPass(logitsFetched);
    }

    private static void enqueue(LoadedEngine engine, @Nullable IExecutionContext context) throws BackendException {
        if (context == null || !context.enqueueV3(engine.device().stream())) {
            throw engine.failure("enqueue a pass of");
        }
    }

    /** Reads or chooses this step's tokens and reports them; returns whether another step is wanted. */
    private boolean takeTokens(TokenListener listener) throws BackendException {
        sequences.beginStep();
        for (int sequence = 0; sequence < request.batchSize(); sequence++) {
            if (sequences.hasToken(sequence)) {
                sequences.put(sequence, chosenByEngine ? tensors.token(sequence) : choose(sequence));
            }
        }
        if (!chosenByEngine) {
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
                    "model '" + stepEngine.model() + "' gave logits that cannot be sampled from: "
                            + nonsense.getMessage(),
                    nonsense);
        }
    }

    @Override
    public void close() {
        gate.close();
    }

    private void free() {
        try {
            stepEngine.device().makeCurrent();
            stepEngine.device().synchronize();
        } catch (IllegalStateException failedRun) {
            // It was reported by the run; closing goes on.
        }
        if (captured != null) {
            captured.free();
        }
        if (promptContext != null) {
            NativeObject.delete(promptContext);
        }
        if (stepContext != null) {
            NativeObject.delete(stepContext);
        }
        clock.free();
        memory.free();
    }
}
