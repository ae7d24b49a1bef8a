package io.inferbench.backend.ort;

import static org.bytedeco.onnxruntime.global.onnxruntime.ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16;
import static org.bytedeco.onnxruntime.global.onnxruntime.ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL;
import static org.bytedeco.onnxruntime.global.onnxruntime.ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE;
import static org.bytedeco.onnxruntime.global.onnxruntime.ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT;
import static org.bytedeco.onnxruntime.global.onnxruntime.ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16;
import static org.bytedeco.onnxruntime.global.onnxruntime.ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16;
import static org.bytedeco.onnxruntime.global.onnxruntime.ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32;
import static org.bytedeco.onnxruntime.global.onnxruntime.ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64;
import static org.bytedeco.onnxruntime.global.onnxruntime.ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8;
import static org.bytedeco.onnxruntime.global.onnxruntime.ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8;

import io.inferbench.api.ElementType;
import java.util.Optional;

/** Element types in the engine's numbers. */
final class ElementTypes {

    private ElementTypes() {}

    /** Returns the engine's number of a type. */
    static int number(ElementType type) {
        return switch (type) {
            case FLOAT32 -> ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT;
            case FLOAT16 -> ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16;
            case BFLOAT16 -> ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16;
            case FLOAT64 -> ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE;
            case INT64 -> ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64;
            case INT32 -> ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32;
            case INT16 -> ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16;
            case INT8 -> ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8;
            case UINT8 -> ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8;
            case BOOL -> ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL;
        };
    }

    /** Returns the type of an engine's number, if the harness carries it. */
    static Optional<ElementType> of(int number) {
        for (ElementType type : ElementType.values()) {
            if (number(type) == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
