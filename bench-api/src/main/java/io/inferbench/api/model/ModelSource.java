package io.inferbench.api.model;

import io.inferbench.api.Provider;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A provider of models: presets written from a specification, checkpoints, or users' own files. */
public interface ModelSource extends Provider {

    /** Returns the names this source offers, for listings. */
    List<String> models();

    /**
     * Returns whether this source takes the reference; exactly one source on the class path should.
     *
     * <p>No I/O; never throws (M-06).
     */
    boolean claims(String reference);

    /**
     * Resolves a model; writes nothing large yet.
     *
     * @throws ModelException if it does not exist or cannot be read, saying where it was looked for (M-04)
     */
    Model open(ModelSpec spec) throws ModelException;

    /**
     * Opens the tokenizer that a folder holds, if this source reads such folders; the caller closes it.
     *
     * <p>For other sources, whose models are elsewhere: a server has the weights, and a folder here what counts its tokens.
     *
     * @throws ModelException if the folder holds a tokenizer that cannot be read
     */
    default Optional<Tokenizer> tokenizer(Path folder) throws ModelException {
        return Optional.empty();
    }
}
