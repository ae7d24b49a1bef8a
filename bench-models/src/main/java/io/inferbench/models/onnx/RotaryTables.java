package io.inferbench.models.onnx;

import io.inferbench.models.spec.LlamaSpec;
import io.inferbench.models.weights.TensorView;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Cosines and sines of the angles of rotary embeddings, one row a position. */
final class RotaryTables {

    private RotaryTables() {}

    static TensorView cosines(LlamaSpec spec) {
        return table(spec, StrictMath::cos);
    }

    static TensorView sines(LlamaSpec spec) {
        return table(spec, StrictMath::sin);
    }

    private static TensorView table(LlamaSpec spec, DoubleUnaryOperator function) {
        int pairs = spec.headSize() / 2;
        double[] frequencies = new double[pairs];
        for (int pair = 0; pair < pairs; pair++) {
            frequencies[pair] = spec.rope().frequency(pair, spec.headSize());
        }
        return new TensorView.Computed(List.of(spec.positions(), pairs), (position, target, at) -> {
            for (int pair = 0; pair < pairs; pair++) {
                target[at + pair] = (float) function.applyAsDouble(position * frequencies[pair]);
            }
        });
    }
}
