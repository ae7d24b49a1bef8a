package io.inferbench.api;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The name, element type and shape of one input or output of a model.
 *
 * @param name the model's name for it
 * @param type element type
 * @param shape its axes, outermost first; empty for a scalar
 */
public record TensorSpec(String name, ElementType type, List<Dimension> shape) {

    /** Copies the shape. */
    public TensorSpec {
        shape = List.copyOf(shape);
    }

    /** Returns whether a tensor of this shape fits. */
    public boolean accepts(long[] actual) {
        if (actual.length != shape.size()) {
            return false;
        }
        for (int axis = 0; axis < actual.length; axis++) {
            if (!shape.get(axis).accepts(actual[axis])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return name + ":" + type + shape.stream().map(Dimension::toString).collect(Collectors.joining("x", "[", "]"));
    }
}
