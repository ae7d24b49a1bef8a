package io.inferbench.backend.ort;

import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.EngineTimed;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.backend.support.NativeGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.bytedeco.onnxruntime.IoBinding;
import org.bytedeco.onnxruntime.RunOptions;
import org.bytedeco.onnxruntime.Session;

/**
 * A request bound to the engine; on the CPU the engine reads the request's buffers and fills the outputs' itself.
 *
 * <p>A run allocates nothing on the Java heap. Outputs whose shapes follow from the request have buffers of their own; if the
 * shape of one does not, the engine allocates them all and they are looked at after the run.
 */
final class OrtTensorCall implements TensorCall, EngineTimed {

    private final EngineSession engine;
    private final NativeGate gate;
    private final Session session;
    private RunOptions runOptions;
    private final IoBinding binding;
    private final EngineOutputs engineOutputs;
    private final CallMemory memory;
    private MirroredTensor[] inputs = {};
    private MirroredTensor[] outputs = {};

    private List<Tensor> ownOutputs = List.of();
    private long engineNanos;
    private boolean shapesProven;
    private boolean hasRun;

    /**
     * Binds a request that fits the signature.
     *
     * @param sessionGate entered by the caller
     * @throws BackendException if there is not enough memory
     */
    OrtTensorCall(EngineSession engine, NativeGate sessionGate, InferenceRequest request) throws BackendException {
        this.engine = engine;
        this.session = engine.session();
        this.runOptions = engine.provider().newRunOptions(false);
        this.memory = engine.newCallMemory();
        this.binding = new IoBinding(session);
        this.engineOutputs =
                new EngineOutputs(binding, engine.signature().tensors().outputs(), engine.hostPlace());
        try {
            this.inputs = mirror(request.inputs(), engine::inputMemory);
            for (MirroredTensor input : inputs) {
                input.engine().bindInput(binding, input.host().name());
            }
            this.ownOutputs = allocateOutputs(request);
            this.outputs = mirror(ownOutputs, engine::outputMemory);
            bindOwnOutputs();
            if (!ownOutputs.isEmpty()) {
                useRunOptions(true);
            }
        } catch (RuntimeException | BackendException failure) {
            free();
            throw failure;
        }
        this.gate = sessionGate.part("the call of model '" + engine.model() + "'", this::free);
    }

    private MirroredTensor[] mirror(List<Tensor> tensors, BiFunction<String, CallMemory, CallMemory> choice)
            throws BackendException {
        MirroredTensor[] mirrored = new MirroredTensor[tensors.size()];
        for (int i = 0; i < mirrored.length; i++) {
            Tensor tensor = tensors.get(i);
            mirrored[i] = MirroredTensor.of(tensor, choice.apply(tensor.name(), memory));
        }
        return mirrored;
    }

    /** Returns tensors for the outputs, or none if the shape of one is not known. */
    private List<Tensor> allocateOutputs(InferenceRequest request) {
        OutputShapes shapes = new OutputShapes(engine.signature().tensors(), request);
        List<Tensor> allocated = new ArrayList<>();
        for (TensorSpec spec : engine.signature().tensors().outputs()) {
            Optional<long[]> shape = shapes.of(spec);
            if (shape.isEmpty()) {
                return List.of();
            }
            allocated.add(Tensor.allocate(spec.name(), spec.type(), shape.get()));
        }
        return List.copyOf(allocated);
    }

    private void useRunOptions(boolean repeatable) {
        engine.provider().retire(runOptions, session);
        runOptions = engine.provider().newRunOptions(repeatable);
    }

    private void bindOwnOutputs() {
        Stream.of(outputs)
                .forEach(output ->
                        output.engine().bindOutput(binding, output.host().name()));
    }

    @Override
    public void run() throws BackendException {
        gate.enter();
        try {
            hasRun = false;
            runEngine();
            hasRun = true;
        } finally {
            gate.leave();
        }
    }

    private void runEngine() throws BackendException {
        try {
            memory.begin();
            for (MirroredTensor input : inputs) {
                input.toEngine();
            }
            if (ownOutputs.isEmpty()) {
                engineOutputs.request();
            }
            timedRun();
            for (MirroredTensor output : outputs) {
                output.toHost();
            }
            memory.finish();
            shapesProven = true;
        } catch (RuntimeException failure) {
            if (ownOutputs.isEmpty() || shapesProven) {
                throw engine.failure("run", failure);
            }
            runWithoutOwnOutputs(failure);
        }
    }

    private void timedRun() {
        long begin = System.nanoTime();
        session.Run(runOptions, binding);
        engineNanos = System.nanoTime() - begin;
    }

    @Override
    public long engineNanos() {
        return engineNanos;
    }

    /** Tries once more in case the model's symbols misled: exporters give one name to two lengths. */
    private void runWithoutOwnOutputs(RuntimeException first) throws BackendException {
        try {
            engineOutputs.request();
            useRunOptions(false);
            timedRun();
            memory.finish();
            ownOutputs = List.of();
            outputs = new MirroredTensor[0];
        } catch (RuntimeException second) {
            bindOwnOutputs();
            second.addSuppressed(first);
            throw engine.failure("run", second);
        }
    }

    /** Returns where the call's tensors are. */
    CallMemory memory() {
        return memory;
    }

    @Override
    public List<Tensor> outputs() {
        gate.enter();
        try {
            if (!hasRun) {
                throw new IllegalStateException("no run of model '" + engine.model() + "' to read outputs of");
            }
            return ownOutputs.isEmpty() ? engineOutputs.view() : ownOutputs;
        } finally {
            gate.leave();
        }
    }

    @Override
    public void close() {
        gate.close();
    }

    private void free() {
        engineOutputs.free();
        engine.provider().retire(runOptions, session);
        binding.close();
        memory.free();
    }
}
