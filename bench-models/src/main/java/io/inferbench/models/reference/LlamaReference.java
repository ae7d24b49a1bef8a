package io.inferbench.models.reference;

import io.inferbench.models.spec.Activation;
import io.inferbench.models.spec.LlamaSpec;
import io.inferbench.models.weights.WeightSource;
import io.inferbench.models.weights.WeightSpec;
import java.io.IOException;

/** Llama and its relatives as plain loops. */
final class LlamaReference implements DecoderReference {
    private final LlamaSpec spec;
    private final Matrices matrices;

    LlamaReference(LlamaSpec spec, WeightSource weights) {
        this.spec = spec;
        this.matrices = new Matrices(weights);
    }

    @Override
    public double[] logits(int[] tokens) throws IOException {
        double[][] x = matrices.lookUp(spec.tokenEmbeddings(), tokens);
        for (int layer = 0; layer < spec.layers(); layer++) {
            String block = spec.block(layer);
            double[][] normal = norm(spec.norm(block + "input_layernorm"), x);
            double[][] q = turn(project(normal, spec.query(block)));
            double[][] k = turn(project(normal, spec.key(block)));
            double[][] v = project(normal, spec.value(block));
            double[][] attended = CausalAttention.attend(spec, q, k, v);
            x = Matrices.add(x, matrices.product(attended, spec.attentionOutput(block)));
            x = Matrices.add(x, feedForward(block, norm(spec.norm(block + "post_attention_layernorm"), x)));
        }
        double[][] last = {norm(spec.finalNorm(), x)[tokens.length - 1]};
        return matrices.product(last, spec.outputLayer())[0];
    }

    private double[][] project(double[][] x, LlamaSpec.Projection projection) throws IOException {
        double[][] y = matrices.product(x, projection.weight());
        return projection.bias().isPresent()
                ? matrices.addBias(y, projection.bias().get())
                : y;
    }

    private double[][] feedForward(String block, double[][] x) throws IOException {
        double[][] gate = matrices.product(x, spec.gate(block));
        double[][] up = matrices.product(x, spec.up(block));
        Matrices.apply(Activation.SILU, gate);
        for (int t = 0; t < gate.length; t++) {
            for (int i = 0; i < gate[t].length; i++) {
                gate[t][i] *= up[t][i];
            }
        }
        return matrices.product(gate, spec.down(block));
    }

    /** Turns element {@code i} of each head's first half against element {@code i} of its second. */
    private double[][] turn(double[][] x) {
        int size = spec.headSize();
        for (int position = 0; position < x.length; position++) {
            for (int from = 0; from < x[position].length; from += size) {
                for (int i = 0; i < size / 2; i++) {
                    double angle = position * spec.rope().frequency(i, size);
                    double first = x[position][from + i];
                    double second = x[position][from + size / 2 + i];
                    x[position][from + i] = first * Math.cos(angle) - second * Math.sin(angle);
                    x[position][from + size / 2 + i] = second * Math.cos(angle) + first * Math.sin(angle);
                }
            }
        }
        return x;
    }

    private double[][] norm(WeightSpec gain, double[][] x) throws IOException {
        float[] g = matrices.load(gain);
        double[][] y = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double square = 0;
            for (double v : x[t]) {
                square += v * v / x[t].length;
            }
            y[t] = new double[x[t].length];
            for (int i = 0; i < y[t].length; i++) {
                y[t][i] = x[t][i] / Math.sqrt(square + spec.normEpsilon()) * g[i];
            }
        }
        return y;
    }
}
