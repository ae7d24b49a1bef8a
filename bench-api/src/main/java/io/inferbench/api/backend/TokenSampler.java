package io.inferbench.api.backend;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Chooses next tokens from logits as a {@link Sampling} says, the same way for every backend.
 *
 * <p>Each sequence draws from a stream of its own that starts from the same seed, so a sequence does not depend on its
 * neighbours. Used by one thread; allocates nothing after construction. A choice costs a few passes over the vocabulary, and
 * with {@code topP < 1} a sort of the tokens that can matter.
 */
public final class TokenSampler {

    private final Sampling sampling;
    private final int vocabularySize;
    private final SplittableRandom[] draws;
    private final double[] weights;
    private final long[] candidates;

    /**
     * Creates a sampler.
     *
     * @param batchSize number of sequences
     * @param vocabularySize number of logits per sequence
     */
    public TokenSampler(Sampling sampling, int batchSize, int vocabularySize) {
        this.sampling = sampling;
        this.vocabularySize = vocabularySize;
        this.draws = new SplittableRandom[batchSize];
        this.weights = new double[vocabularySize];
        this.candidates = new long[sampling.isGreedy() ? 0 : vocabularySize];
        restart();
    }

    /** Starts every stream of draws from the seed again. */
    public void restart() {
        Arrays.setAll(draws, sequence -> new SplittableRandom(sampling.seed()));
    }

    /**
     * Returns the next token of a sequence.
     *
     * @param logits FLOAT32 {@code [batch, vocabulary]}
     * @throws ArithmeticException if a logit of the sequence is NaN or positive infinity
     */
    public int choose(Tensor logits, int sequence) {
        if (logits.type() != ElementType.FLOAT32 || logits.elementCount() < (long) (sequence + 1) * vocabularySize) {
            throw new IllegalArgumentException("expected FLOAT32 logits of " + vocabularySize + " ids per sequence for "
                    + draws.length + " sequences, not " + logits);
        }
        int best = read(logits, sequence);
        return sampling.isGreedy() ? best : draw(best, draws[sequence].nextDouble());
    }

    /** Reads one row and returns the lowest id of its largest logit. */
    private int read(Tensor logits, int sequence) {
        int offset = sequence * vocabularySize;
        int best = 0;
        for (int id = 0; id < vocabularySize; id++) {
            float logit = logits.bytes().getFloat((offset + id) * Float.BYTES);
            if (Float.isNaN(logit) || logit == Float.POSITIVE_INFINITY) {
                throw new ArithmeticException("the logit of token " + id + " of sequence " + sequence + " is " + logit);
            }
            weights[id] = logit;
            best = logit > weights[best] ? id : best;
        }
        return best;
    }

    private int draw(int best, double draw) {
        double largest = weights[best];
        double sum = 0;
        for (int id = 0; id < vocabularySize; id++) {
            weights[id] = Math.exp((weights[id] - largest) / sampling.temperature());
            sum += weights[id];
        }
        int kept = keep(sum);
        double keptSum = 0;
        for (int at = 0; at < kept; at++) {
            keptSum += weights[id(at, kept)];
        }
        double left = draw * keptSum;
        for (int at = 0; at < kept; at++) {
            left -= weights[id(at, kept)];
            if (left < 0) {
                return id(at, kept);
            }
        }
        return best;
    }

    /** Returns the id at a place among the kept: by id if all are kept, else the most probable first. */
    private int id(int at, int kept) {
        return kept == vocabularySize ? at : (int) candidates[at];
    }

    /** Puts the most probable ids first among the candidates, equal ones by id, and returns how many are kept. */
    private int keep(double sum) {
        boolean all = sampling.topP() >= 1 && (sampling.topK() == 0 || sampling.topK() >= vocabularySize);
        if (all) {
            return vocabularySize;
        }
        int most = sampling.topK() == 0 ? vocabularySize : Math.min(sampling.topK(), vocabularySize);
        // Tokens at or below this weight sum to no more than what may be left away, so they are never needed.
        double least = (1 - sampling.topP()) * sum / vocabularySize;
        int count = 0;
        for (int id = 0; id < vocabularySize; id++) {
            if (weights[id] > least) {
                // A float's bits sort like its value if it is not negative; complemented, the largest come first.
                candidates[count++] = (long) ~Float.floatToIntBits((float) weights[id]) << 32 | id;
            }
        }
        Arrays.sort(candidates, 0, count);
        int kept = 0;
        double keptSum = 0;
        while (kept < Math.min(most, count) && keptSum < sampling.topP() * sum) {
            keptSum += weights[(int) candidates[kept++]];
        }
        return Math.max(1, kept);
    }
}
