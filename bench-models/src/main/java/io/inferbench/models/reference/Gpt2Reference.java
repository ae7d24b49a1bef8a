package io.inferbench.models.reference;

import io.inferbench.models.spec.Gpt2Spec;
import io.inferbench.models.spec.LinearTensors;
import io.inferbench.models.weights.WeightSource;
import java.io.IOException;
import java.util.Arrays;

/** GPT-2 as plain loops. */
final class Gpt2Reference implements DecoderReference {
    private final Gpt2Spec spec;
    private final Matrices matrices;

    Gpt2Reference(Gpt2Spec spec, WeightSource weights) {
        this.spec = spec;
        this.matrices = new Matrices(weights);
    }

    @Override
    public double[] logits(int[] tokens) throws IOException {
        int[] places = new int[tokens.length];
        Arrays.setAll(places, i -> i);
        double[][] x = Matrices.add(
                matrices.lookUp(spec.tokenEmbeddings(), tokens), matrices.lookUp(spec.positionEmbeddings(), places));
        for (int layer = 0; layer < spec.layers(); layer++) {
            String block = spec.block(layer);
            double[][] joined = linear(norm(block + "ln_1", x), spec.attentionInput(block));
            double[][] attended = CausalAttention.attend(spec, third(joined, 0), third(joined, 1), third(joined, 2));
            x = Matrices.add(x, linear(attended, spec.attentionOutput(block)));
            double[][] up = linear(norm(block + "ln_2", x), spec.feedForwardInput(block));
            Matrices.apply(spec.activation(), up);
            x = Matrices.add(x, linear(up, spec.feedForwardOutput(block)));
        }
        double[][] last = {norm("ln_f", x)[tokens.length - 1]};
        return matrices.product(last, spec.tokenEmbeddings())[0];
    }

    private double[][] norm(String stem, double[][] x) throws IOException {
        return matrices.layerNorm(x, spec.norm(stem), spec.normEpsilon());
    }

    /** {@code x · W + b} for a matrix stored as {@code [in, out]}. */
    private double[][] linear(double[][] x, LinearTensors layer) throws IOException {
        int in = layer.weight().shape().get(0);
        int out = layer.weight().shape().get(1);
        float[] w = matrices.load(layer.weight());
        double[][] y = new double[x.length][out];
        for (int t = 0; t < x.length; t++) {
            for (int i = 0; i < in; i++) {
                for (int o = 0; o < out; o++) {
                    y[t][o] += x[t][i] * w[i * out + o];
                }
            }
        }
        return matrices.addBias(y, layer.bias());
    }

    private double[][] third(double[][] joined, int which) {
        int width = spec.hidden();
        return Arrays.stream(joined)
                .map(row -> Arrays.copyOfRange(row, which * width, (which + 1) * width))
                .toArray(double[][]::new);
    }
}
