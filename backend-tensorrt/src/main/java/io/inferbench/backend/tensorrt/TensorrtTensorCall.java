package io.inferbench.backend.tensorrt;

import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.DeviceTimed;
import io.inferbench.api.backend.EnqueueTimed;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.backend.tensorrt.DeviceMemory.Mirror;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;
import org.jspecify.annotations.Nullable;

/** A request bound to an engine, with a context and device buffers of its own; a run allocates nothing on the Java heap. */
final class TensorrtTensorCall implements TensorCall, DeviceTimed, EnqueueTimed {

    private final LoadedEngine engine;
    private final OpenState state;
    private final Consumer<TensorrtTensorCall> onClose;
    private final IExecutionContext context;
    private final DeviceMemory memory;
    private final RunClock clock;
    private final List<Mirror> inputs = new ArrayList<>();
    private final List<Mirror> outputs = new ArrayList<>();
    private final List<Tensor> results = new ArrayList<>();
    private @Nullable CapturedWork graph;
    private boolean copiesCaptured;
    private boolean hasRun;
    private boolean closed;

    /**
     * Binds a request that fits the engine; the caller holds the monitor of {@code state}.
     *
     * @param onClose told once
     * @throws BackendException if there is not enough memory, or TensorRT refuses the shapes
     */
    TensorrtTensorCall(
            LoadedEngine engine,
            OpenState state,
            InferenceRequest request,
            boolean capturing,
            Consumer<TensorrtTensorCall> onClose)
            throws BackendException {
        this.engine = engine;
        this.state = state;
        this.onClose = onClose;
        this.context = engine.newContext();
        this.memory = new DeviceMemory(engine.device());
        this.clock = new RunClock(engine.device());
        try {
            bindInputs(request);
            bindOutputs();
            if (capturing) {
                capture();
            }
        } catch (BackendException | RuntimeException failure) {
            free();
            throw failure;
        }
    }

    private void bindInputs(InferenceRequest request) throws BackendException {
        for (Tensor tensor : request.inputs()) {
            if (!context.setInputShape(tensor.name(), Shapes.dims(tensor.shape()))) {
                throw engine.failure("take the shape of " + tensor + " for");
            }
            inputs.add(bind(tensor));
        }
    }

    private void bindOutputs() throws BackendException {
        for (TensorSpec spec : engine.signature().outputs()) {
            long[] shape = Shapes.sizes(context.getTensorShape(spec.name()));
            if (LongStream.of(shape).anyMatch(size -> size < 0)) {
                throw new BackendException("the shape of output " + spec + " of model '" + engine.model()
                        + "' depends on values and not on the shapes of inputs (" + Arrays.toString(shape)
                        + "); this backend needs it beforehand");
            }
            Tensor tensor = Tensor.allocate(spec.name(), spec.type(), shape);
            results.add(tensor);
            outputs.add(bind(tensor));
        }
    }

    private Mirror bind(Tensor tensor) throws BackendException {
        Mirror mirror = memory.mirror(tensor);
        Pointer address = mirror.device();
        if (!context.setTensorAddress(tensor.name(), address)) {
            throw engine.failure("bind " + tensor + " to");
        }
        return mirror;
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
        synchronized (state) {
            requireOpen();
            hasRun = false;
            try {
                clock.begin();
                CapturedWork captured = graph;
                if (captured == null) {
                    enqueueAll();
                } else if (copiesCaptured) {
                    captured.launch();
                } else {
                    copyInputs();
                    captured.launch();
                    copyOutputs();
                }
                clock.finish();
            } catch (IllegalStateException failure) {
                throw engine.failure("run", failure);
            }
            hasRun = true;
        }
    }

    private void enqueueAll() throws BackendException {
        copyInputs();
        enqueueEngine();
        copyOutputs();
    }

    private void copyInputs() {
        for (int i = 0; i < inputs.size(); i++) {
            memory.toDevice(inputs.get(i));
        }
    }

    private void copyOutputs() {
        for (int i = 0; i < outputs.size(); i++) {
            memory.toHost(outputs.get(i));
        }
    }

    private void enqueueEngine() throws BackendException {
        if (!context.enqueueV3(engine.device().stream())) {
            throw engine.failure("enqueue a run of");
        }
    }

    @Override
    public List<Tensor> outputs() {
        synchronized (state) {
            requireOpen();
            if (!hasRun) {
                throw new IllegalStateException("no run of model '" + engine.model() + "' to read outputs of");
            }
            return List.copyOf(results);
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

    private void requireOpen() {
        state.requireOpen();
        if (closed) {
            throw new IllegalStateException("the call of model '" + engine.model() + "' is closed");
        }
    }

    @Override
    public void close() {
        synchronized (state) {
            if (!closed) {
                closed = true;
                free();
                onClose.accept(this);
            }
        }
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
