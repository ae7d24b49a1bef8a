package io.inferbench.models.onnx;

import io.inferbench.models.weights.TensorChunk;
import io.inferbench.models.weights.WeightSource;
import java.io.IOException;

/** A stretch of the data file: zeros up to a tensor's place, then some of its rows. */
record Piece(int zerosBefore, TensorChunk chunk) {

    byte[] bytes(WeightSource weights) throws IOException {
        byte[] values = chunk.bytes(weights);
        if (zerosBefore == 0) {
            return values;
        }
        byte[] padded = new byte[zerosBefore + values.length];
        System.arraycopy(values, 0, padded, zerosBefore, values.length);
        return padded;
    }
}
