package io.inferbench.backend.ort;

import io.inferbench.api.Device;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.KvCache;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.TensorCall;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.onnxruntime.MemoryInfo;
import org.bytedeco.onnxruntime.RunOptions;
import org.bytedeco.onnxruntime.Session;
import org.bytedeco.onnxruntime.SessionOptions;

/** ONNX Runtime's own CPU kernels. */
final class CpuProvider implements ExecutionProvider {

    /** The engine's name of this provider. */
    static final String NAME = "CPUExecutionProvider";

    private final boolean likeDevice;

    CpuProvider() {
        this(false);
    }

    /** Creates a provider that takes the steps a device needs, so that they can be tested where there is none. */
    CpuProvider(boolean likeDevice) {
        this.likeDevice = likeDevice;
    }

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

    @Override
    public Map<String, String> facts() {
        return Map.of();
    }

    @Override
    public String told(MemoryShortage shortage) {
        return shortage.told("the host", OptionalLong.of(Pointer.availablePhysicalBytes()));
    }

    @Override
    public KvCache.Residency residency() {
        return KvCache.Residency.HOST;
    }

    @Override
    public CallMemory newCallMemory(MemoryInfo hostPlace) {
        return new HostMemory(hostPlace);
    }

    @Override
    public RunOptions newRunOptions(boolean repeatable) {
        return new RunOptions();
    }

    @Override
    public void retire(RunOptions options, Session session) {
        options.close();
    }

    @Override
    public boolean replays() {
        return likeDevice;
    }

    @Override
    public boolean prefersFeedback() {
        return likeDevice;
    }

    @Override
    public TensorCall expose(TensorCall call, CallMemory memory) {
        return call;
    }

    @Override
    public void free() {
        // Nothing but the session itself.
    }
}
