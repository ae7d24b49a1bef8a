package io.inferbench.backend.tensorrt;

import io.inferbench.api.ModelSignature;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.RequestCheck;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.backend.support.GatedSession;
import java.util.List;

/** A loaded engine that maps tensors to tensors. */
final class TensorrtTensorSession extends GatedSession implements TensorSession {

    private final LoadedEngine engine;
    private final boolean capturing;

    /** Takes over the engine and its device. */
    TensorrtTensorSession(LoadedEngine engine, boolean capturing) {
        super(engine.model(), List.of(engine.device().device()), engine.facts(), () -> {
            engine.free();
            engine.device().free();
        });
        this.engine = engine;
        this.capturing = capturing;
    }

    @Override
    public ModelSignature signature() {
        return engine.signature();
    }

    @Override
    public TensorCall prepare(InferenceRequest request) throws BackendException {
        return bind(() -> {
            RequestCheck.require(engine.model(), signature(), request, engine::outsideProfile);
            return new TensorrtTensorCall(engine, gate(), request, capturing);
        });
    }

    @Override
    protected BackendException failure(String doing, RuntimeException cause) {
        return engine.failure(doing, cause);
    }
}
