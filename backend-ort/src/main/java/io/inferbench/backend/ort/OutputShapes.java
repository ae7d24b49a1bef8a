package io.inferbench.backend.ort;

import io.inferbench.api.Dimension;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.InferenceRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells the shapes of outputs from the lengths that a request gives to the model's symbols. */
final class OutputShapes {

    private final Map<String, Long> lengths = new HashMap<>();

    /** Reads the symbols of a request that fits the signature; one used for two lengths tells nothing. */
    OutputShapes(ModelSignature signature, InferenceRequest request) {
        Set<String> ambiguous = new HashSet<>();
        for (TensorSpec spec : signature.inputs()) {
            long[] actual = request.input(spec.name()).orElseThrow().shape();
            for (int axis = 0; axis < actual.length; axis++) {
                String symbol = spec.shape().get(axis).symbol();
                Long before = symbol.isEmpty() ? null : lengths.put(symbol, actual[axis]);
                if (before != null && before != actual[axis]) {
                    ambiguous.add(symbol);
                }
            }
        }
        lengths.keySet().removeAll(ambiguous);
    }

    /** Returns the shape an output will have, if every axis is fixed or named by a symbol with one length. */
    Optional<long[]> of(TensorSpec output) {
        List<Dimension> axes = output.shape();
        long[] shape = new long[axes.size()];
        for (int axis = 0; axis < shape.length; axis++) {
            Dimension dimension = axes.get(axis);
            Long length = dimension.size().isPresent()
                    ? Long.valueOf(dimension.size().getAsLong())
                    : lengths.get(dimension.symbol());
            if (length == null) {
                return Optional.empty();
            }
            shape[axis] = length;
        }
        return Optional.of(shape);
    }
}
