package io.inferbench.models.onnx;

import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.TensorChunk;
import io.inferbench.models.weights.TensorView;
import java.util.List;

/** A weight that a graph names and a file will hold. */
record PlannedTensor(String name, TensorView view, FloatFormat format, boolean inline) {

    long bytes() {
        return view.elements() * format.bytes();
    }

    TensorChunk whole() {
        return new TensorChunk(view, format, 0, view.rowCount());
    }

    List<TensorChunk> cut(int values) {
        return TensorChunk.cut(view, format, values);
    }
}
