package io.inferbench.api.model;

import io.inferbench.api.ProgressListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One model with one set of weights, to be had in several formats. */
public interface Model extends AutoCloseable {

    /** Returns the name that reports show. */
    String name();

    /** Returns the formats this model can be written in, or is there in. */
    List<ModelFormat> formats();

    /**
     * Returns the model's file in that format, writing it first if it is not in the cache.
     *
     * <p>The same specification gives the same bytes (M-01). Safe when several processes ask at once; a file is either
     * whole or absent (M-03). May take seconds per gigabyte.
     *
     * @throws ModelException if it cannot be written: no space, no permission, a bad checkpoint with every fault named
     */
    ModelArtifact materialize(ModelFormat format, ProgressListener progress) throws ModelException;

    /** Returns the least work of one call of that shape, if the source knows the architecture. */
    default Optional<ModelCost> cost(CallShape shape) {
        return Optional.empty();
    }

    /**
     * Opens the model's tokenizer, if it has one; the caller closes it.
     *
     * @throws ModelException if there is one and it cannot be read
     */
    default Optional<Tokenizer> tokenizer() throws ModelException {
        return Optional.empty();
    }

    /** Returns what a reader of the report should know: parameter count, architecture, origin of the weights. */
    default Map<String, String> facts() {
        return Map.of();
    }

    /** Frees mapped files. */
    @Override
    void close();
}
