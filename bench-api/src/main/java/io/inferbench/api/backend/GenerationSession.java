package io.inferbench.api.backend;

/**
 * A session that continues prompts token by token, in batches.
 *
 * <p>One call at a time. Each new token is reported as soon as the host can read it; the harness stamps the time (G rules
 * in {@code docs/contract.md}).
 */
public interface GenerationSession extends BackendSession {

    /** Returns the sizes the loaded model allows. */
    GenerationLimits limits();

    /** Returns where keys and values live and what each token costs in copies (G-04). */
    KvCache kvCache();

    /**
     * Makes one batch of prompts ready to be generated from, many times.
     *
     * <p>Outside the timed region: may allocate and bind by shape; must not run the model on the prompts.
     *
     * @throws BackendException if a prompt and its new tokens exceed the context, an id is outside the vocabulary, or the
     *     batch is larger than allowed, naming each (G-08)
     * @throws IllegalStateException after close
     */
    GenerationCall prepare(GenerationRequest request) throws BackendException;
}
