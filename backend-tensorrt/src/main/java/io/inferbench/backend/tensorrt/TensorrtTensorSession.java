package io.inferbench.backend.tensorrt;

import io.inferbench.api.Device;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A loaded engine that maps tensors to tensors. */
final class TensorrtTensorSession implements TensorSession {

    private final LoadedEngine engine;
    private final boolean capturing;
    private final OpenState state;
    private final Set<TensorrtTensorCall> openCalls = new LinkedHashSet<>();

    /** Takes over the engine and its device. */
    TensorrtTensorSession(LoadedEngine engine, boolean capturing) {
        this.engine = engine;
        this.capturing = capturing;
        this.state = new OpenState("the session of model '" + engine.model() + "'");
    }

    @Override
    public List<Device> devices() {
        return List.of(engine.device().device());
    }

    @Override
    public Map<String, String> facts() {
        return Map.copyOf(engine.facts());
    }

    @Override
    public ModelSignature signature() {
        return engine.signature();
    }

    @Override
    public TensorCall prepare(InferenceRequest request) throws BackendException {
        synchronized (state) {
            state.requireOpen();
            RequestCheck.require(engine, request);
            try {
                TensorrtTensorCall call = new TensorrtTensorCall(engine, state, request, capturing, openCalls::remove);
                openCalls.add(call);
                return call;
            } catch (RuntimeException failure) {
                throw engine.failure("bind a request to", failure);
            }
        }
    }

    @Override
    public void close() {
        synchronized (state) {
            if (state.close()) {
                new ArrayList<>(openCalls).forEach(TensorrtTensorCall::close);
                engine.free();
                engine.device().free();
            }
        }
    }
}
