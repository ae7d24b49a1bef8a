package io.inferbench.backend.ort;

import io.inferbench.api.ElementType;
import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.onnxruntime.IoBinding;
import org.bytedeco.onnxruntime.MemoryInfo;
import org.bytedeco.onnxruntime.Value;

/** Memory that the engine reads and writes in place, with its type and shape; owned by whoever allocated it. */
final class EngineTensor {

    private final MemoryInfo place;
    private final Pointer memory;
    private final ElementType type;
    private final long[] shape;

    EngineTensor(MemoryInfo place, Pointer memory, ElementType type, long... shape) {
        this.place = place;
        this.memory = memory;
        this.type = type;
        this.shape = shape.clone();
    }

    /** Returns the size in bytes of a tensor. */
    static long byteSize(ElementType type, long... shape) {
        long size = type.byteSize();
        for (long length : shape) {
            size = Math.multiplyExact(size, length);
        }
        return size;
    }

    /** Returns its size in bytes. */
    long byteSize() {
        return byteSize(type, shape);
    }

    /** Returns its start. */
    Pointer memory() {
        return memory;
    }

    /** Binds the memory as an input; it must outlive the binding. */
    void bindInput(IoBinding binding, String input) {
        try (Value value = value();
                BytePointer name = new BytePointer(input, StandardCharsets.UTF_8)) {
            binding.BindInput(name, value);
        }
    }

    /** Binds the memory as an output; it must outlive the binding. */
    void bindOutput(IoBinding binding, String output) {
        try (Value value = value();
                BytePointer name = new BytePointer(output, StandardCharsets.UTF_8)) {
            binding.BindOutput(name, value);
        }
    }

    private Value value() {
        return Value.CreateTensor(
                place.asOrtMemoryInfo(), memory, byteSize(), shape, shape.length, ElementTypes.number(type));
    }
}
