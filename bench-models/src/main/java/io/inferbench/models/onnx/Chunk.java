package io.inferbench.models.onnx;

import io.inferbench.models.weights.TensorView;
import io.inferbench.models.weights.WeightSource;
import java.io.IOException;

/** A run of rows of one tensor, small enough to be computed in memory. */
record Chunk(PlannedTensor tensor, int firstRow, int rows) {

    byte[] bytes(WeightSource weights) throws IOException {
        TensorView view = tensor.view();
        int count = Math.multiplyExact(rows, view.rowLength());
        float[] values = new float[count];
        view.rows(weights, firstRow, rows, values);
        byte[] raw = new byte[Math.multiplyExact(count, tensor.format().bytes())];
        tensor.format().encode(values, 0, count, raw, 0);
        return raw;
    }
}
