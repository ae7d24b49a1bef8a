package io.inferbench.models.torchscript;

import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.TensorView;

/** A weight of a module: the attribute that holds it and what it holds. */
record ModuleTensor(String attribute, TensorView view, FloatFormat format) {

    long bytes() {
        return view.elements() * format.bytes();
    }

    /** The name that pickled storages of this format have. */
    String storageClass() {
        return switch (format) {
            case FP32 -> "FloatStorage";
            case FP16 -> "HalfStorage";
            case BF16 -> "BFloat16Storage";
        };
    }
}
