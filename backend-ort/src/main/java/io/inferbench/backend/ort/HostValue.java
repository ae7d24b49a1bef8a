package io.inferbench.backend.ort;

import io.inferbench.api.Tensor;
import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.onnxruntime.IoBinding;
import org.bytedeco.onnxruntime.MemoryInfo;
import org.bytedeco.onnxruntime.Value;

/** Lays the engine's view over a host tensor's memory. */
final class HostValue {

    private final Tensor tensor;
    private final MemoryInfo hostMemory;

    private HostValue(Tensor tensor, MemoryInfo hostMemory) {
        this.tensor = tensor;
        this.hostMemory = hostMemory;
    }

    static HostValue of(Tensor tensor, MemoryInfo hostMemory) {
        return new HostValue(tensor, hostMemory);
    }

    /** Binds the memory as the input of that name; it must outlive the binding. */
    void bindInput(IoBinding binding) {
        try (Value value = value();
                BytePointer name = new BytePointer(tensor.name(), StandardCharsets.UTF_8)) {
            binding.BindInput(name, value);
        }
    }

    /** Binds the memory as the output of that name; it must outlive the binding. */
    void bindOutput(IoBinding binding) {
        try (Value value = value();
                BytePointer name = new BytePointer(tensor.name(), StandardCharsets.UTF_8)) {
            binding.BindOutput(name, value);
        }
    }

    private Value value() {
        long[] shape = tensor.shape();
        try (Pointer memory = new Pointer(tensor.bytes())) {
            return Value.CreateTensor(
                    hostMemory.asOrtMemoryInfo(),
                    memory,
                    tensor.bytes().capacity(),
                    shape,
                    shape.length,
                    ElementTypes.number(tensor.type()));
        }
    }
}
