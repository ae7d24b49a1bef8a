package io.inferbench.backend.djl.pytorch;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Element types in DJL's words. */
final class TorchTypes {

    /** DJL 0.35's JNI library ends the process on a bfloat16 array, and knows no int16. */
    private static final Map<ElementType, DataType> CARRIED = Map.of(
            ElementType.FLOAT32, DataType.FLOAT32,
            ElementType.FLOAT64, DataType.FLOAT64,
            ElementType.FLOAT16, DataType.FLOAT16,
            ElementType.INT64, DataType.INT64,
            ElementType.INT32, DataType.INT32,
            ElementType.INT8, DataType.INT8,
            ElementType.UINT8, DataType.UINT8,
            ElementType.BOOL, DataType.BOOLEAN);

    private TorchTypes() {}

    /** The type and shape of an array. */
    record Layout(DataType type, Shape shape) {

        static Layout of(Tensor tensor) {
            return new Layout(dataType(tensor.type()), new Shape(tensor.shape()));
        }
    }

    static DataType dataType(ElementType type) {
        return Optional.ofNullable(CARRIED.get(type)).orElseThrow();
    }

    /** Returns the harness's name of a type, if DJL's JNI library carries it. */
    static Optional<ElementType> elementType(DataType type) {
        return CARRIED.entrySet().stream()
                .filter(entry -> entry.getValue() == type)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * Accepts tensors that DJL carries.
     *
     * @throws BackendException naming those that it does not
     */
    static void requireCarried(String model, List<TensorSpec> specs) throws BackendException {
        List<TensorSpec> strange =
                specs.stream().filter(spec -> !CARRIED.containsKey(spec.type())).toList();
        if (!strange.isEmpty()) {
            throw new BackendException("model '" + model + "' should take and give tensors that DJL carries, "
                    + CARRIED.keySet().stream().sorted().toList() + "; these are not: " + strange
                    + "; convert them inside the module");
        }
    }
}
