package io.inferbench.models.weights;

import io.inferbench.api.Precision;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apiguardian.api.API;

/**
 * The floating-point formats that weights are stored in, with their conversion from and to {@code float}.
 *
 * <p>Encoding rounds to nearest, ties to even, through subnormals; a magnitude that rounds past the largest finite value
 * becomes infinity, as IEEE 754 says. A NaN stays a NaN and keeps its sign. Decoding is exact. Bytes are little-endian,
 * as ONNX raw data and safetensors want them.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum FloatFormat {
    /** IEEE 754 binary32. */
    FP32(4) {
        @Override
        public void encode(float[] source, int from, int count, byte[] target, int at) {
            little(target, at, count * 4).asFloatBuffer().put(source, from, count);
        }

        @Override
        public void decode(ByteBuffer source, float[] target, int at, int count) {
            source.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(target, at, count);
        }
    },
    /** IEEE 754 binary16. */
    FP16(2) {
        @Override
        public void encode(float[] source, int from, int count, byte[] target, int at) {
            for (int i = 0, out = at; i < count; i++, out += 2) {
                putShort(target, out, toHalf(source[from + i]));
            }
        }

        @Override
        public void decode(ByteBuffer source, float[] target, int at, int count) {
            ByteBuffer little = source.slice().order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < count; i++) {
                target[at + i] = fromHalf(little.getShort(2 * i));
            }
        }
    },
    /** bfloat16: the upper half of a binary32. */
    BF16(2) {
        @Override
        public void encode(float[] source, int from, int count, byte[] target, int at) {
            for (int i = 0, out = at; i < count; i++, out += 2) {
                putShort(target, out, toBrain(source[from + i]));
            }
        }

        @Override
        public void decode(ByteBuffer source, float[] target, int at, int count) {
            ByteBuffer little = source.slice().order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < count; i++) {
                target[at + i] = fromBrain(little.getShort(2 * i));
            }
        }
    };

    private static final int SIGN = 0x8000_0000;
    private static final int INFINITY = 0x7f80_0000;
    /** 65520, the smallest magnitude that rounds to infinity in binary16. */
    private static final int HALF_OVERFLOW = 0x477f_f000;
    /** 2^-14, the smallest normal binary16. */
    private static final int HALF_MIN_NORMAL = 0x3880_0000;
    /** Takes 15 - 127 off the exponent when added to bits already shifted to binary16's places. */
    private static final int HALF_REBIAS = (127 - 15) << 10;

    private final int bytes;

    FloatFormat(int bytes) {
        this.bytes = bytes;
    }

    /** The format of a model's weights in that precision. */
    public static FloatFormat of(Precision precision) {
        return switch (precision) {
            case FP32 -> FP32;
            case FP16 -> FP16;
            case BF16 -> BF16;
        };
    }

    /** Bytes that one value takes. */
    public int bytes() {
        return bytes;
    }

    /** Writes {@code count} values of {@code source}, in this format, to {@code target} from index {@code at}. */
    public abstract void encode(float[] source, int from, int count, byte[] target, int at);

    /** Reads {@code count} values of this format from the position of {@code source}, which stays as it is. */
    public abstract void decode(ByteBuffer source, float[] target, int at, int count);

    /** The binary16 pattern nearest to {@code value}. */
    public static short toHalf(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits & SIGN) >>> 16;
        int magnitude = bits & ~SIGN;
        if (magnitude >= HALF_OVERFLOW) {
            // The quiet bit is set so that a NaN whose payload sits in the lost bits does not turn into infinity.
            int nan = magnitude > INFINITY ? 0x200 | (magnitude >>> 13 & 0x3ff) : 0;
            return (short) (sign | 0x7c00 | nan);
        }
        if (magnitude < HALF_MIN_NORMAL) {
            // Between 0.5 and 1 a float's last place is 2^-24, which is binary16's smallest subnormal: the adder
            // rounds.
            float shifted = Float.intBitsToFloat(magnitude) + 0.5f;
            return (short) (sign | Float.floatToRawIntBits(shifted) - 0x3f00_0000);
        }
        int rounded = magnitude + 0xfff + (magnitude >>> 13 & 1);
        return (short) (sign | (rounded >>> 13) - HALF_REBIAS);
    }

    /** The value of a binary16 pattern. */
    public static float fromHalf(short pattern) {
        int sign = (pattern & 0x8000) << 16;
        int exponent = pattern >>> 10 & 0x1f;
        int fraction = pattern & 0x3ff;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int widened = exponent == 0x1f ? INFINITY : (exponent + 127 - 15) << 23;
        return Float.intBitsToFloat(sign | widened | fraction << 13);
    }

    /** The bfloat16 pattern nearest to {@code value}. */
    public static short toBrain(float value) {
        int bits = Float.floatToRawIntBits(value);
        if ((bits & ~SIGN) > INFINITY) {
            return (short) ((bits >>> 16) | 0x40);
        }
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }

    /** The value of a bfloat16 pattern. */
    public static float fromBrain(short pattern) {
        return Float.intBitsToFloat(pattern << 16);
    }

    private static ByteBuffer little(byte[] bytes, int at, int length) {
        return ByteBuffer.wrap(bytes, at, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void putShort(byte[] target, int at, short value) {
        target[at] = (byte) value;
        target[at + 1] = (byte) (value >>> 8);
    }
}
