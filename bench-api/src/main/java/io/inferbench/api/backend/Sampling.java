package io.inferbench.api.backend;

/**
 * How the next token is chosen from the logits; {@link TokenSampler} does it.
 *
 * @param temperature divides the logits; 0 means greedy: the largest logit, the lowest id among equals
 * @param topP keeps the smallest set of tokens whose probabilities sum to at least this, in (0, 1]
 * @param topK keeps that many most probable tokens; 0 keeps all
 * @param seed of the pseudo-random draws
 */
public record Sampling(double temperature, double topP, int topK, long seed) {

    /** Refuses values outside their ranges. */
    public Sampling {
        if (!(temperature >= 0) || !(topP > 0 && topP <= 1) || topK < 0) {
            throw new IllegalArgumentException(
                    "sampling needs temperature >= 0, 0 < topP <= 1 and topK >= 0, not temperature=" + temperature
                            + " topP=" + topP + " topK=" + topK);
        }
    }

    /** Returns the choice of the most probable token. */
    public static Sampling greedy() {
        return new Sampling(0, 1, 0, 0);
    }

    /** Returns whether the most probable token is always taken. */
    public boolean isGreedy() {
        return temperature == 0;
    }
}
