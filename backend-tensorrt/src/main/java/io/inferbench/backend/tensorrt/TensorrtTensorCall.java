package io.inferbench.backend.tensorrt;

import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.DeviceTimed;
import io.inferbench.api.backend.EnqueueTimed;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.backend.support.NativeGate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;
import org.jspecify.annotations.Nullable;

/** A request bound to an engine, with a context and device buffers of its own; a run allocates nothing on the Java heap. */
final class TensorrtTensorCall implements TensorCall, DeviceTimed, EnqueueTimed {

    private final LoadedEngine engine;
    private final NativeGate gate;
    private final IExecutionContext context;
    private final DeviceMemory memory;
    private final RunClock clock;
    private final List<Tensor> given;
    private final TensorBlock inputs;
    private final TensorBlock outputs;
    private @Nullable CapturedWork graph;
    private boolean copiesCaptured;
    private boolean hasRun;

    /**
     * Binds a request that fits the engine.
     *
     * @param sessionGate entered by the caller
     * @throws BackendException if there is not enough memory, or TensorRT refuses the shapes
     */
    TensorrtTensorCall(LoadedEngine engine, NativeGate sessionGate, InferenceRequest request, boolean capturing)
            throws BackendException {
        this.engine = engine;
        this.context = engine.newContext();
        this.memory = new DeviceMemory(engine.device());
        this.clock = new RunClock(engine.device());
        this.given = request.inputs();
        try {
            this.inputs = bindInputs();
            this.outputs = bindOutputs();
            if (capturing) {
                capture();
            }
        } catch (BackendException | RuntimeException failure) {
            free();
            throw failure;
        }
        this.gate = sessionGate.part("the call of model '" + engine.model() + "'", this::free);
    }

    private TensorBlock bindInputs() throws BackendException {
        List<TensorBlock.Part> parts = new ArrayList<>();
        for (Tensor tensor : given) {
            if (!context.setInputShape(tensor.name(), Shapes.dims(tensor.shape()))) {
                throw engine.failure("take the shape of " + tensor + " for");
            }
            parts.add(TensorBlock.Part.of(tensor.name(), tensor.type(), tensor.shape()));
        }
        return bind(parts);
    }

    private TensorBlock bindOutputs() throws BackendException {
        List<TensorBlock.Part> parts = new ArrayList<>();
        for (TensorSpec spec : engine.signature().outputs()) {
            long[] shape = Shapes.sizes(context.getTensorShape(spec.name()));
            if (LongStream.of(shape).anyMatch(size -> size < 0)) {
                throw new BackendException("the shape of output " + spec + " of model '" + engine.model()
                        + "' depends on values and not on the shapes of inputs (" + Arrays.toString(shape)
                        + "); this backend needs it beforehand");
            }
            parts.add(TensorBlock.Part.of(spec.name(), spec.type(), shape));
        }
        return bind(parts);
    }

    private TensorBlock bind(List<TensorBlock.Part> parts) throws BackendException {
        TensorBlock block = new TensorBlock(memory, parts);
        for (int i = 0; i < parts.size(); i++) {
            if (!context.setTensorAddress(parts.get(i).name(), block.device(i))) {
                throw engine.failure("bind " + block.host(i) + " to");
            }
        }
        return block;
    }

    /** Runs once, because the first run of a context loads kernels, and captures the second. */
    private void capture() throws BackendException {
        enqueueEngine();
        engine.device().synchronize();
        copiesCaptured = memory.isAllPageLocked();
        graph = CapturedWork.capture(engine.device(), copiesCaptured ? this::enqueueAll : this::enqueueEngine);
    }

    @Override
    public void run() throws BackendException {
        gate.enter();
        try {
            hasRun = false;
            clock.begin();
            for (int i = 0; i < given.size(); i++) {
                inputs.put(i, given.get(i));
            }
            enqueue();
            clock.finish();
            hasRun = true;
        } catch (IllegalStateException failure) {
            throw engine.failure("run", failure);
        } finally {
            gate.leave();
        }
    }

    private void enqueue() throws BackendException {
        CapturedWork captured = graph;
        if (captured == null) {
            enqueueAll();
        } else if (copiesCaptured) {
            captured.launch();
        } else {
            inputs.toDevice();
            captured.launch();
            outputs.toHost();
        }
    }

    private void enqueueAll() throws BackendException {
        inputs.toDevice();
        enqueueEngine();
        outputs.toHost();
    }

    private void enqueueEngine() throws BackendException {
        if (!context.enqueueV3(engine.device().stream())) {
            throw engine.failure("enqueue a run of");
        }
    }

    @Override
    public List<Tensor> outputs() {
        gate.enter();
        try {
            if (!hasRun) {
                throw new IllegalStateException("no run of model '" + engine.model() + "' to read outputs of");
            }
            return List.copyOf(outputs.hosts());
        } finally {
            gate.leave();
        }
    }

    @Override
    public long deviceNanos() {
        return clock.deviceNanos();
    }

    @Override
    public long enqueueNanos() {
        return clock.enqueueNanos();
    }

    @Override
    public void close() {
        gate.close();
    }

    private void free() {
        try {
            engine.device().makeCurrent();
            engine.device().synchronize();
        } catch (IllegalStateException failedRun) {
            // It was reported by the run; closing goes on.
        }
        if (graph != null) {
            graph.free();
        }
        NativeObject.delete(context);
        clock.free();
        memory.free();
    }
}
