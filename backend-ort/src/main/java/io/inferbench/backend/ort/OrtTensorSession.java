package io.inferbench.backend.ort;

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

/** A session of the C++ API that maps host tensors to host tensors. */
final class OrtTensorSession implements TensorSession {

    private final EngineSession engine;
    private final Gate gate;
    private final Set<OrtTensorCall> openCalls = new LinkedHashSet<>();

    OrtTensorSession(EngineSession engine) {
        this.engine = engine;
        this.gate = new Gate("the session of model '" + engine.model() + "'");
    }

    @Override
    public List<Device> devices() {
        return engine.devices();
    }

    @Override
    public Map<String, String> facts() {
        return engine.facts();
    }

    @Override
    public ModelSignature signature() {
        return engine.signature().tensors();
    }

    @Override
    public TensorCall prepare(InferenceRequest request) throws BackendException {
        gate.enter();
        try {
            RequestCheck.require(engine.model(), signature(), request);
            OrtTensorCall call = new OrtTensorCall(engine, gate, request, openCalls::remove);
            openCalls.add(call);
            return engine.provider().expose(call, call.memory());
        } catch (RuntimeException failure) {
            throw engine.failure("bind a request to", failure);
        } finally {
            gate.leave();
        }
    }

    @Override
    public void close() {
        gate.close(() -> {
            new ArrayList<>(openCalls).forEach(OrtTensorCall::close);
            engine.free();
        });
    }
}
