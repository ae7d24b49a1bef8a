package io.inferbench.backend.ort;

import ai.djl.ndarray.types.DataType;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.inferbench.api.Dimension;
import io.inferbench.api.ElementType;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a session of Microsoft's Java binding takes and gives, as far as DJL can carry it. */
final class DjlSignature {

    private static final Map<ElementType, DataType> CARRIED = Map.of(
            ElementType.FLOAT32, DataType.FLOAT32,
            ElementType.FLOAT64, DataType.FLOAT64,
            ElementType.FLOAT16, DataType.FLOAT16,
            ElementType.BFLOAT16, DataType.BFLOAT16,
            ElementType.INT64, DataType.INT64,
            ElementType.INT32, DataType.INT32,
            ElementType.INT8, DataType.INT8,
            ElementType.UINT8, DataType.UINT8,
            ElementType.BOOL, DataType.BOOLEAN);

    private DjlSignature() {}

    /**
     * Reads it from a session.
     *
     * @throws BackendException if an input or output is none that DJL carries; it fetches every output of every call
     */
    static ModelSignature of(OrtSession session) throws OrtException, BackendException {
        List<String> strange = new ArrayList<>();
        List<TensorSpec> inputs = specs(session.getInputInfo(), strange);
        List<TensorSpec> outputs = specs(session.getOutputInfo(), strange);
        if (!strange.isEmpty()) {
            throw new BackendException("asked for a model of numeric tensors that DJL carries, " + CARRIED.keySet()
                    + "; these are not: " + strange + "; take ort-cpu or put such steps outside the graph");
        }
        return new ModelSignature(inputs, outputs);
    }

    /** Returns DJL's name of a type in a signature. */
    static DataType dataType(ElementType type) {
        return Optional.ofNullable(CARRIED.get(type)).orElseThrow();
    }

    private static List<TensorSpec> specs(Map<String, NodeInfo> nodes, List<String> strange) {
        List<TensorSpec> specs = new ArrayList<>();
        nodes.forEach((name, node) -> {
            if (node.getInfo() instanceof TensorInfo tensor
                    && elementType(tensor.type).isPresent()) {
                specs.add(new TensorSpec(name, elementType(tensor.type).get(), shape(tensor)));
            } else {
                strange.add(name + " " + node.getInfo());
            }
        });
        return specs;
    }

    private static Optional<ElementType> elementType(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> Optional.of(ElementType.FLOAT32);
            case DOUBLE -> Optional.of(ElementType.FLOAT64);
            case FLOAT16 -> Optional.of(ElementType.FLOAT16);
            case BFLOAT16 -> Optional.of(ElementType.BFLOAT16);
            case INT64 -> Optional.of(ElementType.INT64);
            case INT32 -> Optional.of(ElementType.INT32);
            case INT8 -> Optional.of(ElementType.INT8);
            case UINT8 -> Optional.of(ElementType.UINT8);
            case BOOL -> Optional.of(ElementType.BOOL);
            default -> Optional.empty();
        };
    }

    private static List<Dimension> shape(TensorInfo tensor) {
        long[] sizes = tensor.getShape();
        String[] symbols = tensor.getDimensionNames();
        List<Dimension> shape = new ArrayList<>(sizes.length);
        for (int axis = 0; axis < sizes.length; axis++) {
            shape.add(sizes[axis] < 0 ? Dimension.free(symbols[axis]) : Dimension.of(sizes[axis]));
        }
        return shape;
    }
}
