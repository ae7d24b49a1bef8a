package io.inferbench.core.run;

import io.inferbench.api.backend.TokenListener;
import io.inferbench.api.backend.TokenStep;

/**
 * Reads the clock once per step, as soon as the session says that the host can read its tokens; allocates nothing.
 *
 * <p>Reused from call to call.
 */
final class StepClock implements TokenListener {

    private final long[] arrivals;
    private final int[] tokens;
    private int steps;

    /**
     * Creates a clock with room for the longest generation.
     *
     * @param mostSteps of any request it will listen to
     */
    StepClock(int mostSteps) {
        this.arrivals = new long[mostSteps];
        this.tokens = new int[mostSteps];
    }

    /** Forgets the steps of the call before. */
    void reset() {
        steps = 0;
    }

    @Override
    public boolean onStep(TokenStep step) {
        arrivals[steps] = System.nanoTime();
        int count = 0;
        for (int sequence = 0; sequence < step.batchSize(); sequence++) {
            if (step.hasToken(sequence)) {
                count++;
            }
        }
        tokens[steps++] = count;
        return true;
    }

    /** Returns how many steps there were, prefill's included. */
    int steps() {
        return steps;
    }

    /** Returns when a step's tokens arrived, on the clock of {@link System#nanoTime}. */
    long arrival(int step) {
        return arrivals[step];
    }

    /** Returns how many sequences got a token in a step. */
    int tokens(int step) {
        return tokens[step];
    }

    /** Returns tokens of all steps and sequences. */
    long totalTokens() {
        long total = 0;
        for (int step = 0; step < steps; step++) {
            total += tokens[step];
        }
        return total;
    }
}
