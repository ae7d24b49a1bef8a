package io.inferbench.tck.doubles;

import io.inferbench.api.backend.ServedRequest;

/** Decides what a {@link FakeBackend} answers to served requests. */
@FunctionalInterface
public interface FakeAnswering {

    /**
     * Returns the answer.
     *
     * @param number of the request in its session, from 0 in order of starting
     */
    FakeAnswer answer(ServedRequest request, int number);
}
