package io.inferbench.backend.ort;

import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.SessionSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.onnxruntime.SessionOptions;

/** ONNX Runtime's own CPU kernels. */
final class CpuProvider implements ExecutionProvider {

    /** The engine's name of this provider. */
    static final String NAME = "CPUExecutionProvider";

    @Override
    public String backendId() {
        return OrtCpuBackend.ID;
    }

    @Override
    public List<Device> devices(SessionSpec spec) throws BackendException {
        return CpuOnly.devices(backendId(), spec);
    }

    @Override
    public void appendTo(SessionOptions options, SessionSpec spec) {
        // The engine adds its CPU provider by itself, behind whatever was asked for.
    }

    @Override
    public void verify(Map<String, Integer> nodes) throws BackendException {
        if (!Set.of(NAME).containsAll(nodes.keySet())) {
            throw new BackendException("asked for " + NAME + " alone; ONNX Runtime placed nodes on " + nodes
                    + ": look for a provider that was added through 'config'");
        }
    }
}
