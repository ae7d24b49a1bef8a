package io.inferbench.backend.support;

import io.inferbench.api.backend.BackendException;

/**
 * A piece of work that touches engine types.
 *
 * @param <T> what it gives
 */
@FunctionalInterface
public interface EngineStep<T> {

    /**
     * Does it.
     *
     * @throws BackendException for trouble that a user can act on
     */
    T run() throws BackendException;
}
