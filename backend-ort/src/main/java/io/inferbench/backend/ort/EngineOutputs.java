package io.inferbench.backend.ort;

import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.onnxruntime.IoBinding;
import org.bytedeco.onnxruntime.MemoryInfo;
import org.bytedeco.onnxruntime.OrtMemoryInfo;
import org.bytedeco.onnxruntime.Value;
import org.bytedeco.onnxruntime.ValueVector;
import org.jspecify.annotations.Nullable;

/**
 * Outputs in memory that the engine allocates anew in each run.
 *
 * <p>They have to be asked for before every run: a binding keeps what a run allocated and would offer it to the next one,
 * whose shapes may differ.
 */
final class EngineOutputs {

    private final IoBinding binding;
    private final List<TensorSpec> specs;
    private final OrtMemoryInfo memory;
    private final List<BytePointer> names = new ArrayList<>();
    private @Nullable ValueVector latest;
    private List<Tensor> views = List.of();

    EngineOutputs(IoBinding binding, List<TensorSpec> outputs, MemoryInfo memory) {
        this.binding = binding;
        this.specs = outputs;
        this.memory = memory.asOrtMemoryInfo();
        outputs.forEach(spec -> names.add(new BytePointer(spec.name(), StandardCharsets.UTF_8)));
    }

    /** Asks the engine to allocate all of them in the run that follows. */
    void request() {
        forget();
        binding.ClearBoundOutputs();
        for (int i = 0; i < names.size(); i++) {
            binding.BindOutput(names.get(i), memory);
        }
    }

    /** Lets go of the latest run's memory, and of every view of it. */
    private void forget() {
        if (latest != null) {
            latest.close();
            latest = null;
            views = List.of();
        }
    }

    /** Frees all. */
    void free() {
        forget();
        names.forEach(BytePointer::close);
    }

    /** Returns views of the latest run's outputs, made once per run. */
    List<Tensor> view() {
        if (latest == null) {
            ValueVector values = binding.GetOutputValues();
            latest = values;
            List<Tensor> made = new ArrayList<>(specs.size());
            for (int i = 0; i < specs.size(); i++) {
                made.add(view(specs.get(i), values.get(i)));
            }
            views = List.copyOf(made);
        }
        return views;
    }

    @SuppressWarnings("try") // the scope frees what is made inside it
    private static Tensor view(TensorSpec spec, Value value) {
        try (PointerScope scope = new PointerScope()) {
            long[] shape = value.GetTensorTypeAndShapeInfo().GetShape().get();
            long size = value.GetTensorSizeInBytes();
            if (size == 0) {
                return Tensor.allocate(spec.name(), spec.type(), shape);
            }
            return Tensor.of(
                    spec.name(),
                    spec.type(),
                    shape,
                    value.GetTensorMutableRawData().capacity(size).asByteBuffer());
        }
    }
}
