package io.inferbench.backend.djl.pytorch;

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

/** A module whose {@code forward} maps tensors to tensors. */
final class TorchTensorSession implements TensorSession {

    private final TorchModule module;
    private final ModelSignature signature;
    private final Map<String, String> facts;
    private final Gate gate;
    private final Set<TorchTensorCall> openCalls = new LinkedHashSet<>();

    /** Takes over a loaded module. */
    TorchTensorSession(TorchModule module, ModelSignature signature) {
        this.module = module;
        this.signature = signature;
        this.facts = module.facts();
        this.gate = new Gate("the session of model '" + module.name() + "'");
    }

    @Override
    public List<Device> devices() {
        return List.of(module.device());
    }

    @Override
    public Map<String, String> facts() {
        return facts;
    }

    @Override
    public ModelSignature signature() {
        return signature;
    }

    @Override
    public TensorCall prepare(InferenceRequest request) throws BackendException {
        gate.enter();
        try {
            RequestCheck.require(module.name(), signature, request);
            TorchTensorCall call = new TorchTensorCall(module, signature, request, gate, openCalls::remove);
            openCalls.add(call);
            return module.isOnHost() ? call : new CudaTensorCall(call);
        } catch (RuntimeException failure) {
            throw module.failure("bind a request to", failure);
        } finally {
            gate.leave();
        }
    }

    @Override
    public void close() {
        gate.close(() -> {
            new ArrayList<>(openCalls).forEach(TorchTensorCall::close);
            module.close();
        });
    }
}
