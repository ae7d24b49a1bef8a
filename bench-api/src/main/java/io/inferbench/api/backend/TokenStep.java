package io.inferbench.api.backend;

import io.inferbench.api.Tensor;
import java.util.Optional;

/** The tokens of one step, one per sequence that has not ended. Reused from step to step. */
public interface TokenStep {

    /** Returns the step's number: 0 for the tokens that prefill gave. */
    int index();

    /** Returns the number of sequences in the batch. */
    int batchSize();

    /** Returns whether this sequence got a token in this step: it had not ended before. */
    boolean hasToken(int sequence);

    /**
     * Returns the token of a sequence.
     *
     * @throws IllegalStateException if the sequence had ended
     */
    int token(int sequence);

    /**
     * Returns the logits behind these tokens, FLOAT32 {@code [batch, vocabulary]}, if the request asked for them (G-06).
     */
    Optional<Tensor> logits();
}
