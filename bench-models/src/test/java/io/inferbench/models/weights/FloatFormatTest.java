package io.inferbench.models.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Conversions checked against the definition of the formats, over every 16-bit pattern. */
class FloatFormatTest {

    @Test
    void everyHalfPatternHasItsValue() {
        for (int pattern = 0; pattern <= 0xffff; pattern++) {
            assertSame(FloatFormat.fromHalf((short) pattern), value(pattern, 5, 10));
        }
    }

    @Test
    void everyBrainPatternHasItsValue() {
        for (int pattern = 0; pattern <= 0xffff; pattern++) {
            assertSame(FloatFormat.fromBrain((short) pattern), value(pattern, 8, 7));
        }
    }

    @Test
    void everyPatternComesBack() {
        for (int pattern = 0; pattern <= 0xffff; pattern++) {
            float half = FloatFormat.fromHalf((short) pattern);
            float brain = FloatFormat.fromBrain((short) pattern);
            if (Float.isNaN(half)) {
                assertThat(FloatFormat.fromHalf(FloatFormat.toHalf(half))).isNaN();
            } else {
                assertThat(FloatFormat.toHalf(half)).isEqualTo((short) pattern);
            }
            if (Float.isNaN(brain)) {
                assertThat(FloatFormat.fromBrain(FloatFormat.toBrain(brain))).isNaN();
            } else {
                assertThat(FloatFormat.toBrain(brain)).isEqualTo((short) pattern);
            }
        }
    }

    /** Between two neighbours: below the middle goes down, above goes up, the middle goes to the even pattern. */
    @Test
    void halfRoundsToNearestEven() {
        for (int pattern = 0; pattern < 0x7bff; pattern++) {
            float middle = (value(pattern, 5, 10) + value(pattern + 1, 5, 10)) / 2;
            int even = pattern % 2 == 0 ? pattern : pattern + 1;
            assertThat(FloatFormat.toHalf(middle)).isEqualTo((short) even);
            assertThat(FloatFormat.toHalf(-middle)).isEqualTo((short) (even | 0x8000));
            assertThat(FloatFormat.toHalf(Math.nextDown(middle))).isEqualTo((short) pattern);
            assertThat(FloatFormat.toHalf(Math.nextUp(middle))).isEqualTo((short) (pattern + 1));
        }
    }

    @Test
    void brainRoundsToNearestEven() {
        for (int pattern = 0; pattern < 0x7f7f; pattern++) {
            float middle = Float.intBitsToFloat(pattern << 16 | 0x8000);
            int even = pattern % 2 == 0 ? pattern : pattern + 1;
            assertThat(FloatFormat.toBrain(middle)).isEqualTo((short) even);
            assertThat(FloatFormat.toBrain(Math.nextDown(middle))).isEqualTo((short) pattern);
            assertThat(FloatFormat.toBrain(Math.nextUp(middle))).isEqualTo((short) (pattern + 1));
        }
    }

    @Test
    void overflowsToInfinityWhereTheStandardSays() {
        assertThat(FloatFormat.toHalf(65519.996f)).isEqualTo((short) 0x7bff);
        assertThat(FloatFormat.toHalf(65520f)).isEqualTo((short) 0x7c00);
        assertThat(FloatFormat.toHalf(-Float.MAX_VALUE)).isEqualTo((short) 0xfc00);
        assertThat(FloatFormat.toHalf(0x1p-25f)).isEqualTo((short) 0);
        assertThat(FloatFormat.toHalf(Math.nextUp(0x1p-25f))).isEqualTo((short) 1);
        assertThat(FloatFormat.toHalf(Float.intBitsToFloat(0x7f800001))).isEqualTo((short) 0x7e00);
        assertThat(FloatFormat.toBrain(Float.MAX_VALUE)).isEqualTo((short) 0x7f80);
        assertThat(FloatFormat.fromBrain(FloatFormat.toBrain(Float.intBitsToFloat(0x7f800001))))
                .isNaN();
    }

    @ParameterizedTest
    @EnumSource
    void arraysAndBuffersAgreeWithSingleValues(FloatFormat format) {
        Random random = new Random(1);
        float[] values = new float[257];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        byte[] bytes = new byte[3 + 200 * format.bytes()];
        format.encode(values, 17, 200, bytes, 3);
        float[] back = new float[210];
        ByteBuffer source = ByteBuffer.wrap(bytes).position(3);
        format.decode(source, back, 5, 200);
        assertThat(source.position()).isEqualTo(3);
        for (int i = 0; i < 200; i++) {
            float value = values[17 + i];
            float expected = switch (format) {
                case FP32 -> value;
                case FP16 -> FloatFormat.fromHalf(FloatFormat.toHalf(value));
                case BF16 -> FloatFormat.fromBrain(FloatFormat.toBrain(value));
            };
            assertThat(back[5 + i]).isEqualTo(expected);
        }
    }

    /** The textbook definition of a small IEEE 754 format. */
    private static float value(int pattern, int exponentBits, int fractionBits) {
        int bias = (1 << (exponentBits - 1)) - 1;
        int sign = pattern >>> (exponentBits + fractionBits);
        int exponent = (pattern >>> fractionBits) & ((1 << exponentBits) - 1);
        int fraction = pattern & ((1 << fractionBits) - 1);
        double magnitude;
        if (exponent == (1 << exponentBits) - 1) {
            magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            magnitude = fraction * Math.pow(2, 1 - bias - fractionBits);
        } else {
            magnitude = (1 + fraction / Math.pow(2, fractionBits)) * Math.pow(2, exponent - bias);
        }
        return (float) (sign == 0 ? magnitude : -magnitude);
    }

    private static void assertSame(float actual, float expected) {
        if (Float.isNaN(expected)) {
            assertThat(actual).isNaN();
        } else {
            assertThat(Float.floatToRawIntBits(actual)).isEqualTo(Float.floatToRawIntBits(expected));
        }
    }
}
