package io.inferbench.backend.ort;

import static org.bytedeco.onnxruntime.global.onnxruntime.ONNX_TYPE_TENSOR;

import io.inferbench.api.Dimension;
import io.inferbench.api.ElementType;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.onnxruntime.ConstTensorTypeAndShapeInfo;
import org.bytedeco.onnxruntime.Session;
import org.bytedeco.onnxruntime.StringVector;
import org.bytedeco.onnxruntime.TypeInfo;

/**
 * What a session takes and gives, as the engine says.
 *
 * @param tensors the inputs, and the outputs that are tensors of a type the harness carries
 * @param leftOut the other outputs, which are never computed for the harness
 */
record GraphSignature(ModelSignature tensors, List<String> leftOut) {

    GraphSignature {
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Reads it from a session.
     *
     * @throws BackendException if an input is not a tensor of a type the harness carries, or no output is
     */
    @SuppressWarnings("try") // the scope frees what is made inside it
    static GraphSignature of(Session session) throws BackendException {
        try (PointerScope scope = new PointerScope()) {
            List<TensorSpec> inputs = new ArrayList<>();
            List<TensorSpec> outputs = new ArrayList<>();
            List<String> strangeInputs = new ArrayList<>();
            List<String> leftOut = new ArrayList<>();
            StringVector inputNames = session.GetInputNames();
            for (long i = 0; i < inputNames.size(); i++) {
                String name = text(inputNames.get(i));
                spec(name, session.GetInputTypeInfo(i)).ifPresentOrElse(inputs::add, () -> strangeInputs.add(name));
            }
            StringVector outputNames = session.GetOutputNames();
            for (long i = 0; i < outputNames.size(); i++) {
                String name = text(outputNames.get(i));
                spec(name, session.GetOutputTypeInfo(i)).ifPresentOrElse(outputs::add, () -> leftOut.add(name));
            }
            if (!strangeInputs.isEmpty() || outputs.isEmpty()) {
                throw new BackendException("asked for a model of numeric tensors; "
                        + (strangeInputs.isEmpty()
                                ? "no output is one: " + leftOut
                                : "these inputs are not: " + strangeInputs)
                        + "; put such steps outside the graph");
            }
            return new GraphSignature(new ModelSignature(inputs, outputs), leftOut);
        }
    }

    private static Optional<TensorSpec> spec(String name, TypeInfo info) {
        if (info.GetONNXType() != ONNX_TYPE_TENSOR) {
            return Optional.empty();
        }
        ConstTensorTypeAndShapeInfo tensor = info.GetTensorTypeAndShapeInfo();
        Optional<ElementType> type = ElementTypes.of(tensor.GetElementType());
        return type.map(known -> new TensorSpec(name, known, shape(tensor)));
    }

    private static List<Dimension> shape(ConstTensorTypeAndShapeInfo tensor) {
        long[] sizes = tensor.GetShape().get();
        int rank = sizes.length;
        PointerPointer<BytePointer> symbols = new PointerPointer<>(rank);
        tensor.GetSymbolicDimensions(symbols, rank);
        List<Dimension> shape = new ArrayList<>(rank);
        for (int axis = 0; axis < rank; axis++) {
            shape.add(
                    sizes[axis] < 0
                            ? Dimension.free(text(symbols.get(BytePointer.class, axis)))
                            : Dimension.of(sizes[axis]));
        }
        return shape;
    }

    private static String text(BytePointer text) {
        return text.getString(StandardCharsets.UTF_8);
    }
}
