package io.inferbench.models.workload;

import io.inferbench.api.Tensor;
import io.inferbench.api.TensorSpec;
import io.inferbench.models.weights.FloatFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * One input of every request.
 *
 * @param spec what the model takes
 * @param shape of every tensor drawn
 * @param range of their values
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RandomInput(TensorSpec spec, long[] shape, ValueRange range) {

    Tensor draw(Random random) {
        Tensor tensor = Tensor.allocate(spec.name(), spec.type(), shape);
        int count = Math.toIntExact(tensor.elementCount());
        for (int i = 0; i < count; i++) {
            put(tensor.bytes(), i * spec.type().byteSize(), range.draw(spec.type(), random));
        }
        return tensor;
    }

    private void put(ByteBuffer bytes, int at, double value) {
        switch (spec.type()) {
            case FLOAT32 -> bytes.putFloat(at, (float) value);
            case FLOAT64 -> bytes.putDouble(at, value);
            case FLOAT16 -> bytes.putShort(at, half(FloatFormat.FP16, value));
            case BFLOAT16 -> bytes.putShort(at, half(FloatFormat.BF16, value));
            case INT64 -> bytes.putLong(at, (long) value);
            case INT32 -> bytes.putInt(at, (int) value);
            case INT16 -> bytes.putShort(at, (short) value);
            case INT8, UINT8, BOOL -> bytes.put(at, (byte) (int) value);
        }
    }

    private static short half(FloatFormat format, double value) {
        byte[] encoded = new byte[Short.BYTES];
        format.encode(new float[] {(float) value}, 0, 1, encoded, 0);
        return ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN).getShort();
    }

    @Override
    public String toString() {
        return spec.type() + " " + NamedValues.text(shape) + " " + range;
    }
}
