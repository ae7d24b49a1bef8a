package io.inferbench.core.run;

import io.inferbench.api.backend.BackendException;

/** One thread's share of the load: makes timed calls one after the other. */
interface Caller extends AutoCloseable {

    /**
     * Makes calls until the window is full.
     *
     * @return how many calls were made
     * @throws BackendException if a call fails; the rows before it stay
     */
    int run(WindowBounds bounds) throws BackendException;

    /** Returns where the rows are. */
    IterationLog log();

    @Override
    void close();
}
