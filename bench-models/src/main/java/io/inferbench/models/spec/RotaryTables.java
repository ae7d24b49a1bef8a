package io.inferbench.models.spec;

import io.inferbench.models.weights.TensorView;
import java.util.List;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/** Cosines and sines of the angles of rotary embeddings, one row a position. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class RotaryTables {

    private RotaryTables() {}

    /** The cosines, {@code [positions, headSize / 2]}. */
    public static TensorView cosines(LlamaSpec spec) {
        return table(spec, Value.COSINE);
    }

    /** The sines, {@code [positions, headSize / 2]}. */
    public static TensorView sines(LlamaSpec spec) {
        return table(spec, Value.SINE);
    }

    /** The sines with their signs turned. */
    public static TensorView negativeSines(LlamaSpec spec) {
        return table(spec, Value.NEGATIVE_SINE);
    }

    private static TensorView table(LlamaSpec spec, Value value) {
        int pairs = spec.headSize() / 2;
        List<Double> frequencies = IntStream.range(0, pairs)
                .mapToObj(pair -> spec.rope().frequency(pair, spec.headSize()))
                .toList();
        return new TensorView.Computed(List.of(spec.positions(), pairs), new Angles(frequencies, value));
    }

    /** A record, so that two graphs of one spec are seen to hold the same table. */
    private record Angles(List<Double> frequencies, Value value) implements TensorView.RowFunction {
        @Override
        public void row(int position, float[] target, int at) {
            for (int pair = 0; pair < frequencies.size(); pair++) {
                target[at + pair] = (float) value.of(position * frequencies.get(pair));
            }
        }
    }

    private enum Value {
        COSINE,
        SINE,
        NEGATIVE_SINE;

        double of(double angle) {
            return switch (this) {
                case COSINE -> StrictMath.cos(angle);
                case SINE -> StrictMath.sin(angle);
                case NEGATIVE_SINE -> -StrictMath.sin(angle);
            };
        }
    }
}
