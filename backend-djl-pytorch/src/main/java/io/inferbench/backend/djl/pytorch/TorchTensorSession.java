package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.ModelSignature;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.RequestCheck;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.backend.support.GatedSession;
import io.inferbench.backend.support.GpuCall;
import java.util.List;

/** A module whose {@code forward} maps tensors to tensors. */
final class TorchTensorSession extends GatedSession implements TensorSession {

    private final TorchModule module;
    private final ModelSignature signature;

    /** Takes over a loaded module. */
    TorchTensorSession(TorchModule module, ModelSignature signature) {
        super(module.name(), List.of(module.device()), module.facts(), module::close);
        this.module = module;
        this.signature = signature;
    }

    @Override
    public ModelSignature signature() {
        return signature;
    }

    @Override
    public TensorCall prepare(InferenceRequest request) throws BackendException {
        return bind(() -> {
            RequestCheck.require(module.name(), signature, request);
            TorchTensorCall call = new TorchTensorCall(module, signature, request, gate());
            return module.isOnHost() ? call : new GpuCall(call, call::deviceNanos, call::enqueueNanos);
        });
    }

    @Override
    protected BackendException failure(String doing, RuntimeException cause) {
        return module.failure(doing, cause);
    }
}
