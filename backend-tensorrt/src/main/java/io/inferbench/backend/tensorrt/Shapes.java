package io.inferbench.backend.tensorrt;

import io.inferbench.api.Dimension;
import io.inferbench.api.ElementType;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.tensorrt.global.nvinfer.DataType;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.ITensor;

/** Shapes and element types between TensorRT's words and ours. */
final class Shapes {

    private Shapes() {}

    static Dims64 dims(long... shape) {
        Dims64 dims = new Dims64();
        dims.nbDims(shape.length);
        for (int axis = 0; axis < shape.length; axis++) {
            dims.d(axis, shape[axis]);
        }
        return dims;
    }

    static Dims64 dims(List<Long> shape) {
        return dims(shape.stream().mapToLong(Long::longValue).toArray());
    }

    /** Returns the sizes, -1 for a free axis, as TensorRT writes it. */
    static long[] sizes(Dims64 dims) {
        long[] sizes = new long[Math.max(0, dims.nbDims())];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = dims.d(axis);
        }
        return sizes;
    }

    /** Returns a tensor of a network with the names the model gives its free axes. */
    static TensorSpec spec(ITensor tensor) throws BackendException {
        List<Dimension> shape = new ArrayList<>();
        long[] sizes = sizes(tensor.getDimensions());
        for (int axis = 0; axis < sizes.length; axis++) {
            String symbol = sizes[axis] < 0 ? tensor.getDimensionName(axis) : null;
            shape.add(sizes[axis] < 0 ? Dimension.free(symbol == null ? "" : symbol) : Dimension.of(sizes[axis]));
        }
        return new TensorSpec(tensor.getName(), elementType(tensor.getName(), tensor.getType()), shape);
    }

    /**
     * Returns the element type.
     *
     * @throws BackendException if it is none that crosses the boundary
     */
    static ElementType elementType(String tensor, DataType type) throws BackendException {
        return switch (type.intern()) {
            case kFLOAT -> ElementType.FLOAT32;
            case kHALF -> ElementType.FLOAT16;
            case kBF16 -> ElementType.BFLOAT16;
            case kINT8 -> ElementType.INT8;
            case kUINT8 -> ElementType.UINT8;
            case kINT32 -> ElementType.INT32;
            case kINT64 -> ElementType.INT64;
            case kBOOL -> ElementType.BOOL;
            default ->
                throw new BackendException("tensor '" + tensor + "' has elements of type " + type.intern()
                        + ", which no request can hold");
        };
    }
}
