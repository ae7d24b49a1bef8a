package io.inferbench.models.spec;

import io.inferbench.models.weights.TensorView;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apiguardian.api.API;

/** Cosines and sines of the angles of rotary embeddings, one row a position. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class RotaryTables {

    private RotaryTables() {}

    /** The cosines, {@code [positions, headSize / 2]}. */
    public static TensorView cosines(LlamaSpec spec) {
        return table(spec, StrictMath::cos);
    }

    /** The sines, {@code [positions, headSize / 2]}. */
    public static TensorView sines(LlamaSpec spec) {
        return table(spec, StrictMath::sin);
    }

    /** The sines with their signs turned. */
    public static TensorView negativeSines(LlamaSpec spec) {
        return table(spec, angle -> -StrictMath.sin(angle));
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
