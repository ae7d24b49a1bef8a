package io.inferbench.api;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * A named, dense, row-major tensor in host memory outside the Java heap.
 *
 * <p>The buffer is direct and in native byte order, so that an engine can read or fill it without a copy. The tensor does
 * not own more than a reference: whoever allocated the memory decides when it may go (rule B-09 for outputs).
 */
public final class Tensor {

    private final String name;
    private final ElementType type;
    private final long[] shape;
    private final ByteBuffer bytes;

    private Tensor(String name, ElementType type, long[] shape, ByteBuffer bytes) {
        this.name = Objects.requireNonNull(name, "name");
        this.type = Objects.requireNonNull(type, "type");
        this.shape = shape.clone();
        this.bytes = bytes;
    }

    /**
     * Returns a zeroed tensor in fresh direct memory.
     *
     * @throws IllegalArgumentException if a size is negative or the tensor is larger than 2 GiB
     */
    public static Tensor allocate(String name, ElementType type, long... shape) {
        long size = Math.multiplyExact(elementCount(name, shape), type.byteSize());
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("tensor '" + name + "' " + Arrays.toString(shape) + " of " + type
                    + " needs " + size + " bytes; a host tensor holds at most " + Integer.MAX_VALUE);
        }
        return new Tensor(
                name, type, shape, ByteBuffer.allocateDirect((int) size).order(ByteOrder.nativeOrder()));
    }

    /**
     * Returns a tensor over existing direct memory, from the buffer's position to its limit.
     *
     * @throws IllegalArgumentException if the buffer is not direct or its length does not match type and shape
     */
    public static Tensor of(String name, ElementType type, long[] shape, ByteBuffer memory) {
        ByteBuffer view = memory.slice().order(ByteOrder.nativeOrder());
        long wanted = elementCount(name, shape) * type.byteSize();
        if (!memory.isDirect() || view.capacity() != wanted) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "' " + Arrays.toString(shape) + " of " + type + " needs " + wanted
                            + " direct bytes; found " + view.capacity() + (memory.isDirect() ? "" : " on the heap"));
        }
        return new Tensor(name, type, shape, view);
    }

    /** Returns a copy of the values as an INT64 tensor. */
    public static Tensor ofLongs(String name, long[] shape, long... values) {
        Tensor tensor = allocate(name, ElementType.INT64, shape);
        requireCount(tensor, values.length);
        tensor.bytes.asLongBuffer().put(values);
        return tensor;
    }

    /** Returns a copy of the values as a FLOAT32 tensor. */
    public static Tensor ofFloats(String name, long[] shape, float... values) {
        Tensor tensor = allocate(name, ElementType.FLOAT32, shape);
        requireCount(tensor, values.length);
        tensor.bytes.asFloatBuffer().put(values);
        return tensor;
    }

    private static void requireCount(Tensor tensor, int count) {
        if (tensor.elementCount() != count) {
            throw new IllegalArgumentException("tensor '" + tensor.name + "' " + Arrays.toString(tensor.shape)
                    + " holds " + tensor.elementCount() + " elements, not " + count);
        }
    }

    private static long elementCount(String name, long[] shape) {
        long count = 1;
        for (long length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException(
                        "tensor '" + name + "' has a negative axis: " + Arrays.toString(shape));
            }
            count = Math.multiplyExact(count, length);
        }
        return count;
    }

    /** Returns the model's name for this tensor. */
    public String name() {
        return name;
    }

    /** Returns the element type. */
    public ElementType type() {
        return type;
    }

    /** Returns a copy of the shape, outermost axis first. */
    public long[] shape() {
        return shape.clone();
    }

    /** Returns the number of elements. */
    public long elementCount() {
        return bytes.capacity() / type.byteSize();
    }

    /**
     * Returns the memory itself: direct, native byte order, position 0, limit = capacity.
     *
     * <p>This is the one shared buffer, not a view made per call, so that hot paths allocate nothing. Use absolute
     * accessors, or {@link ByteBuffer#duplicate()}; leave position and limit alone (rule B-07).
     */
    public ByteBuffer bytes() {
        return bytes;
    }

    /**
     * Returns one element as a double, converting from any element type.
     *
     * @param index row-major element index
     */
    public double value(long index) {
        int at = Math.toIntExact(index * type.byteSize());
        return switch (type) {
            case FLOAT32 -> bytes.getFloat(at);
            case FLOAT64 -> bytes.getDouble(at);
            case FLOAT16 -> HalfPrecision.fromFloat16(bytes.getShort(at));
            case BFLOAT16 -> HalfPrecision.fromBfloat16(bytes.getShort(at));
            case INT64 -> bytes.getLong(at);
            case INT32 -> bytes.getInt(at);
            case INT16 -> bytes.getShort(at);
            case INT8 -> bytes.get(at);
            case UINT8 -> bytes.get(at) & 0xff;
            case BOOL -> bytes.get(at) == 0 ? 0 : 1;
        };
    }

    /** Returns whether this tensor has the type and a shape that the specification accepts. */
    public boolean matches(TensorSpec spec) {
        return spec.type() == type && spec.accepts(shape);
    }

    @Override
    public String toString() {
        return name + ":" + type + Arrays.toString(shape);
    }
}
