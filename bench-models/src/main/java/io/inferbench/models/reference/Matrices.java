package io.inferbench.models.reference;

import io.inferbench.models.spec.Activation;
import io.inferbench.models.spec.LinearTensors;
import io.inferbench.models.spec.NormTensors;
import io.inferbench.models.weights.WeightSource;
import io.inferbench.models.weights.WeightSpec;
import java.io.IOException;

/** The layers of a transformer over {@code [token][feature]} arrays. */
final class Matrices {
    private final WeightSource weights;

    Matrices(WeightSource weights) {
        this.weights = weights;
    }

    float[] load(WeightSpec tensor) throws IOException {
        float[] values = new float[Math.toIntExact(tensor.elements())];
        weights.read(tensor, 0, values, 0, values.length);
        return values;
    }

    /** The rows of a table that the ids name. */
    double[][] lookUp(WeightSpec table, int[] ids) throws IOException {
        int width = table.shape().get(1);
        double[][] rows = new double[ids.length][width];
        float[] row = new float[width];
        for (int i = 0; i < ids.length; i++) {
            weights.read(table, (long) ids[i] * width, row, 0, width);
            for (int j = 0; j < width; j++) {
                rows[i][j] = row[j];
            }
        }
        return rows;
    }

    double[][] linear(double[][] x, LinearTensors layer) throws IOException {
        return addBias(product(x, layer.weight()), layer.bias());
    }

    /** {@code x · Wᵀ} for a matrix stored as {@code [out, in]}. */
    double[][] product(double[][] x, WeightSpec weight) throws IOException {
        int out = weight.shape().get(0);
        int in = weight.shape().get(1);
        float[] w = load(weight);
        double[][] y = new double[x.length][out];
        for (int t = 0; t < x.length; t++) {
            for (int o = 0; o < out; o++) {
                double sum = 0;
                for (int i = 0; i < in; i++) {
                    sum += x[t][i] * w[o * in + i];
                }
                y[t][o] = sum;
            }
        }
        return y;
    }

    double[][] addBias(double[][] x, WeightSpec bias) throws IOException {
        float[] b = load(bias);
        for (double[] row : x) {
            for (int i = 0; i < row.length; i++) {
                row[i] += b[i];
            }
        }
        return x;
    }

    double[][] layerNorm(double[][] x, NormTensors norm, double epsilon) throws IOException {
        float[] gain = load(norm.gain());
        float[] bias = load(norm.bias());
        double[][] y = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double mean = 0;
            for (double v : x[t]) {
                mean += v / x[t].length;
            }
            double variance = 0;
            for (double v : x[t]) {
                variance += (v - mean) * (v - mean) / x[t].length;
            }
            y[t] = new double[x[t].length];
            for (int i = 0; i < y[t].length; i++) {
                y[t][i] = (x[t][i] - mean) / Math.sqrt(variance + epsilon) * gain[i] + bias[i];
            }
        }
        return y;
    }

    static double[][] add(double[][] a, double[][] b) {
        double[][] sum = new double[a.length][a[0].length];
        for (int t = 0; t < a.length; t++) {
            for (int i = 0; i < sum[t].length; i++) {
                sum[t][i] = a[t][i] + b[t][i];
            }
        }
        return sum;
    }

    static void apply(Activation activation, double[][] x) {
        for (double[] row : x) {
            for (int i = 0; i < row.length; i++) {
                row[i] = Activations.apply(activation, row[i]);
            }
        }
    }

    static void softmax(double[] scores) {
        double max = Double.NEGATIVE_INFINITY;
        for (double s : scores) {
            max = Math.max(max, s);
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(scores[i] - max);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
    }
}
