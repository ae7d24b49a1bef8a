package io.inferbench.models.weights;

import java.util.List;
import org.apiguardian.api.API;

/**
 * One weight tensor of an architecture: its checkpoint name, its shape, and how a seed fills it.
 *
 * @param name the name in Hugging Face checkpoints, without the prefix that varies between them
 * @param shape the dimensions in the checkpoint's layout
 * @param fill the distribution that a seeded source draws from
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record WeightSpec(String name, List<Integer> shape, Fill fill) {

    /** Checks that every dimension is positive. */
    public WeightSpec {
        shape = List.copyOf(shape);
        if (name.isBlank() || shape.isEmpty() || shape.stream().anyMatch(d -> d < 1)) {
            throw new IllegalArgumentException("a tensor needs a name and positive dimensions: " + name + " " + shape);
        }
    }

    /**
     * A bell-shaped distribution.
     *
     * @param mean the expected value
     * @param standardDeviation the spread; 0 makes a constant
     */
    public record Fill(float mean, float standardDeviation) {}

    /** A matrix of the given standard deviation around 0. */
    public static WeightSpec matrix(String name, int rows, int columns, float standardDeviation) {
        return new WeightSpec(name, List.of(rows, columns), new Fill(0, standardDeviation));
    }

    /**
     * A bias vector. Real initialisations put zeros here; a seeded model draws them, so that an engine that drops a bias
     * gives other numbers.
     */
    public static WeightSpec bias(String name, int length) {
        return new WeightSpec(name, List.of(length), new Fill(0, 0.02f));
    }

    /** A normalisation gain: drawn around 1, for the reason given at {@link #bias}. */
    public static WeightSpec gain(String name, int length) {
        return new WeightSpec(name, List.of(length), new Fill(1, 0.02f));
    }

    /** The number of values. */
    public long elements() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }
}
