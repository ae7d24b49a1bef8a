package io.inferbench.models.reference;

import io.inferbench.models.spec.DecoderSpec;

/** Each token attends to itself and those before it, or to the last few of them. */
final class CausalAttention {

    private CausalAttention() {}

    /**
     * Attends.
     *
     * @param q {@code [token][heads · size]}
     * @param k {@code [token][keyValueHeads · size]}
     * @param v {@code [token][keyValueHeads · size]}
     */
    static double[][] attend(DecoderSpec spec, double[][] q, double[][] k, double[][] v) {
        int size = spec.headSize();
        int shared = spec.heads() / spec.keyValueHeads();
        int window = spec.slidingWindow().orElse(Integer.MAX_VALUE);
        double[][] result = new double[q.length][spec.heads() * size];
        for (int head = 0; head < spec.heads(); head++) {
            int from = head * size;
            int keyFrom = head / shared * size;
            for (int t = 0; t < q.length; t++) {
                int first = Math.max(0, t - window + 1);
                double[] scores = new double[t - first + 1];
                for (int s = first; s <= t; s++) {
                    for (int i = 0; i < size; i++) {
                        scores[s - first] += q[t][from + i] * k[s][keyFrom + i] / Math.sqrt(size);
                    }
                }
                Matrices.softmax(scores);
                for (int s = first; s <= t; s++) {
                    for (int i = 0; i < size; i++) {
                        result[t][from + i] += scores[s - first] * v[s][keyFrom + i];
                    }
                }
            }
        }
        return result;
    }
}
