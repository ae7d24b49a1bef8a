package io.inferbench.tck.doubles;

import io.inferbench.api.backend.Sampling;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Chooses the next token as {@link Sampling} says. */
final class TokenChoice {

    private TokenChoice() {}

    static int choose(float[] logits, Sampling sampling, SplittableRandom draws) {
        return sampling.isGreedy() ? greedy(logits) : sampled(logits, sampling, draws.nextDouble());
    }

    private static int greedy(float[] logits) {
        int best = 0;
        for (int id = 1; id < logits.length; id++) {
            if (logits[id] > logits[best]) {
                best = id;
            }
        }
        return best;
    }

    private static int sampled(float[] logits, Sampling sampling, double draw) {
        int[] ids = IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(id -> -logits[id]).thenComparing(id -> id))
                .mapToInt(Integer::intValue)
                .toArray();
        double largest = logits[ids[0]];
        double[] probabilities = new double[ids.length];
        double sum = 0;
        for (int at = 0; at < ids.length; at++) {
            probabilities[at] = Math.exp((logits[ids[at]] - largest) / sampling.temperature());
            sum += probabilities[at];
        }
        int most = sampling.topK() == 0 ? ids.length : Math.min(sampling.topK(), ids.length);
        int kept = 0;
        double keptSum = 0;
        while (kept < most && keptSum < sampling.topP() * sum) {
            keptSum += probabilities[kept++];
        }
        double left = draw * keptSum;
        for (int at = 0; at < kept; at++) {
            left -= probabilities[at];
            if (left < 0) {
                return ids[at];
            }
        }
        return ids[kept - 1];
    }
}
