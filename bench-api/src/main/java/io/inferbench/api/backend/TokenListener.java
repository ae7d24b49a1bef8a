package io.inferbench.api.backend;

/** Receives each step of a generation on the thread that generates. */
@FunctionalInterface
public interface TokenListener {

    /**
     * Takes one step; its time is part of the measured call, so it returns at once.
     *
     * @param step valid during this call only
     * @return whether to go on; {@code false} cancels the rest of the generation (G-05)
     */
    boolean onStep(TokenStep step);
}
