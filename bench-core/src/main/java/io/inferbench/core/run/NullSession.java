package io.inferbench.core.run;

import io.inferbench.api.Device;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import java.util.List;
import java.util.Map;

/** An engine that does nothing, as fast as can be. */
final class NullSession implements TensorSession {

    @Override
    public ModelSignature signature() {
        return new ModelSignature(List.of(), List.of());
    }

    @Override
    public TensorCall prepare(InferenceRequest request) {
        return new NullCall();
    }

    @Override
    public List<Device> devices() {
        return List.of(Device.CPU);
    }

    @Override
    public Map<String, String> facts() {
        return Map.of();
    }

    @Override
    public void close() {}

    private static final class NullCall implements TensorCall {

        @Override
        public void run() {}

        @Override
        public List<Tensor> outputs() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
