package io.inferbench.api.backend;

/** One prepared batch of prompts, generated from again and again by one thread. */
public interface GenerationCall extends AutoCloseable {

    /**
     * Runs prefill and decode from an empty cache until every sequence has ended or the listener says stop.
     *
     * <p>Starts with prompts in host memory. After prefill and after each decode step the listener is called on this
     * thread, once the new tokens can be read by the host (G-01). The same request gives the same tokens (G-03). A sequence
     * ends after a stop token, which is reported like any other (G-07). An exception of the listener ends the run and
     * reaches the caller; the call can be run again (G-05).
     *
     * @throws BackendException if the engine fails
     * @throws IllegalStateException after the session or this call was closed
     */
    void run(TokenListener listener) throws BackendException;

    /** Frees what was bound; does nothing the second time. */
    @Override
    void close();
}
