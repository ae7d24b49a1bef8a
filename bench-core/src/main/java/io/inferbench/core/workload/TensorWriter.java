package io.inferbench.core.workload;

import io.inferbench.api.Tensor;
import java.nio.ByteBuffer;

/** Writes numbers into tensors of any element type. */
final class TensorWriter {

    private TensorWriter() {}

    /** Writes a whole number; floating-point types round it to the nearest. */
    static void put(Tensor tensor, long index, long value) {
        ByteBuffer bytes = tensor.bytes();
        int at = Math.toIntExact(index * tensor.type().byteSize());
        switch (tensor.type()) {
            case INT64 -> bytes.putLong(at, value);
            case INT32 -> bytes.putInt(at, (int) value);
            case INT16 -> bytes.putShort(at, (short) value);
            case INT8, UINT8 -> bytes.put(at, (byte) value);
            case BOOL -> bytes.put(at, (byte) (value == 0 ? 0 : 1));
            case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> put(tensor, index, (double) value);
        }
    }

    /** Writes a number; whole-number types drop its fraction, shorter floating-point types round to nearest even. */
    static void put(Tensor tensor, long index, double value) {
        ByteBuffer bytes = tensor.bytes();
        int at = Math.toIntExact(index * tensor.type().byteSize());
        switch (tensor.type()) {
            case FLOAT32 -> bytes.putFloat(at, (float) value);
            case FLOAT64 -> bytes.putDouble(at, value);
            case FLOAT16 -> bytes.putShort(at, toFloat16((float) value));
            case BFLOAT16 -> bytes.putShort(at, toBfloat16((float) value));
            case INT64, INT32, INT16, INT8, UINT8, BOOL -> put(tensor, index, (long) value);
        }
    }

    private static short toBfloat16(float value) {
        int bits = Float.floatToIntBits(value);
        boolean special = (bits & 0x7f800000) == 0x7f800000;
        int rounded = special ? bits : bits + 0x7fff + (bits >>> 16 & 1);
        return (short) (rounded >>> 16);
    }

    /** As {@code Float.floatToFloat16}, which comes with JDK 20. */
    static short toFloat16(float value) {
        int bits = Float.floatToIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude > 0x7f800000) {
            return (short) (sign | 0x7e00);
        }
        if (magnitude >= 0x477ff000) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x38800000) {
            // Adding 2^-1 makes the float's own rounding cut at 2^-24, the unit of float16's subnormal numbers.
            float shifted = Float.intBitsToFloat(magnitude) + 0.5f;
            return (short) (sign | (Float.floatToIntBits(shifted) - Float.floatToIntBits(0.5f)));
        }
        int rounded = magnitude + 0xfff + (magnitude >>> 13 & 1);
        return (short) (sign | ((rounded - 0x38000000) >>> 13));
    }
}
