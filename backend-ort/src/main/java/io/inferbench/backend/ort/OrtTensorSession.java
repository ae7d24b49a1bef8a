package io.inferbench.backend.ort;

import io.inferbench.api.ModelSignature;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.RequestCheck;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.backend.support.GatedSession;

/** A session of the C++ API that maps host tensors to host tensors. */
final class OrtTensorSession extends GatedSession implements TensorSession {

    private final EngineSession engine;

    OrtTensorSession(EngineSession engine) {
        super(engine.model(), engine.devices(), engine.facts(), engine::free);
        this.engine = engine;
    }

    @Override
    public ModelSignature signature() {
        return engine.signature().tensors();
    }

    @Override
    public TensorCall prepare(InferenceRequest request) throws BackendException {
        return bind(() -> {
            RequestCheck.require(engine.model(), signature(), request);
            OrtTensorCall call = new OrtTensorCall(engine, gate(), request);
            return engine.provider().expose(call, call.memory());
        });
    }

    @Override
    protected BackendException failure(String doing, RuntimeException cause) {
        return engine.failure(doing, cause);
    }
}
