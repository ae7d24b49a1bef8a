package io.inferbench.models.onnx;

import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.TensorView;

/** A weight that a graph names and a file will hold. */
record PlannedTensor(String name, TensorView view, FloatFormat format, boolean inline) {

    long bytes() {
        return view.elements() * format.bytes();
    }
}
