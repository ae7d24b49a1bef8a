package io.inferbench.models.reference;

import io.inferbench.models.spec.BertHead;
import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.weights.WeightSource;
import java.io.IOException;
import java.util.Arrays;
import org.apiguardian.api.API;

/** BERT as plain loops. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class BertReference {
    private final BertSpec spec;
    private final Matrices matrices;

    /** A reference for these sizes and weights; the caller closes the weights. */
    public BertReference(BertSpec spec, WeightSource weights) {
        this.spec = spec;
        this.matrices = new Matrices(weights);
    }

    /**
     * What the model's head gives for one sequence: the logits, the embedding, or the hidden states one after the other.
     *
     * @param ids token ids
     * @param types segment ids, as many
     * @param mask 1 where a token may be attended to, as many
     * @throws IOException if the weights cannot be read
     */
    public double[] forward(int[] ids, int[] types, int[] mask) throws IOException {
        int[] places = new int[ids.length];
        Arrays.setAll(places, i -> i);
        double[][] words = matrices.lookUp(spec.wordEmbeddings(), ids);
        double[][] tokens = Matrices.add(words, matrices.lookUp(spec.tokenTypeEmbeddings(), types));
        double[][] x = Matrices.add(tokens, matrices.lookUp(spec.positionEmbeddings(), places));
        x = matrices.layerNorm(x, spec.embeddingNorm(), spec.normEpsilon());
        for (int layer = 0; layer < spec.layers(); layer++) {
            x = block(spec.block(layer), x, mask);
        }
        return head(x, mask);
    }

    private double[][] block(String stem, double[][] x, int[] mask) throws IOException {
        int hidden = spec.hidden();
        double[][] q = matrices.linear(x, spec.linear(stem + "attention.self.query", hidden, hidden));
        double[][] k = matrices.linear(x, spec.linear(stem + "attention.self.key", hidden, hidden));
        double[][] v = matrices.linear(x, spec.linear(stem + "attention.self.value", hidden, hidden));
        double[][] attended = attend(q, k, v, mask);
        double[][] projected = matrices.linear(attended, spec.linear(stem + "attention.output.dense", hidden, hidden));
        double[][] middle = norm(stem + "attention.output.LayerNorm", Matrices.add(projected, x));
        double[][] up = matrices.linear(middle, spec.linear(stem + "intermediate.dense", hidden, spec.intermediate()));
        Matrices.apply(spec.activation(), up);
        double[][] down = matrices.linear(up, spec.linear(stem + "output.dense", spec.intermediate(), hidden));
        return norm(stem + "output.LayerNorm", Matrices.add(down, middle));
    }

    private double[][] norm(String stem, double[][] x) throws IOException {
        return matrices.layerNorm(x, spec.norm(stem), spec.normEpsilon());
    }

    private double[][] attend(double[][] q, double[][] k, double[][] v, int[] mask) {
        int size = spec.headSize();
        double[][] result = new double[q.length][spec.hidden()];
        double[] scores = new double[k.length];
        for (int head = 0; head < spec.heads(); head++) {
            int from = head * size;
            for (int t = 0; t < q.length; t++) {
                for (int s = 0; s < k.length; s++) {
                    scores[s] = mask[s] == 0 ? Double.NEGATIVE_INFINITY : dot(q[t], k[s], from, size) / Math.sqrt(size);
                }
                Matrices.softmax(scores);
                for (int s = 0; s < k.length; s++) {
                    for (int i = from; i < from + size; i++) {
                        result[t][i] += scores[s] * v[s][i];
                    }
                }
            }
        }
        return result;
    }

    private static double dot(double[] a, double[] b, int from, int length) {
        double sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private double[] head(double[][] x, int[] mask) throws IOException {
        if (spec.head() instanceof BertHead.SequenceClassification classification) {
            double[][] pooled = matrices.linear(new double[][] {x[0]}, spec.pooler());
            Arrays.setAll(pooled[0], i -> Math.tanh(pooled[0][i]));
            return matrices.linear(pooled, spec.classifier(classification.labels()))[0];
        }
        if (spec.head() instanceof BertHead.SentenceEmbedding) {
            return embedding(x, mask);
        }
        return Arrays.stream(x).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] embedding(double[][] x, int[] mask) {
        double[] mean = new double[x[0].length];
        int tokens = Arrays.stream(mask).sum();
        for (int t = 0; t < x.length; t++) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += mask[t] * x[t][i] / tokens;
            }
        }
        double length = Math.sqrt(Arrays.stream(mean).map(v -> v * v).sum());
        return Arrays.stream(mean).map(v -> v / length).toArray();
    }
}
