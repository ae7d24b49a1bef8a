package io.inferbench.models.workload;

import io.inferbench.api.Tensor;
import io.inferbench.api.workload.OutputCheck;
import java.util.List;
import java.util.Locale;

/** Judges outputs by the labels of their samples. */
final class LabelChecks {

    private LabelChecks() {}

    /** Whether the largest logit of every sample is that of its label, a number from 0. */
    static OutputCheck labels(List<Sample> samples, Tensor logits) {
        int classes = Math.toIntExact(logits.elementCount() / samples.size());
        int wrong = 0;
        for (int row = 0; row < samples.size(); row++) {
            int best = 0;
            for (int c = 1; c < classes; c++) {
                if (value(logits, row, c, classes) > value(logits, row, best, classes)) {
                    best = c;
                }
            }
            if (!Integer.toString(best).equals(samples.get(row).label())) {
                wrong++;
            }
        }
        return wrong == 0
                ? OutputCheck.passed()
                : OutputCheck.failed(
                        wrong + " of " + samples.size() + " samples got another label than the file gives");
    }

    /** Whether the mean cosine of pairs with one label exceeds that of pairs with two. */
    static OutputCheck similarity(List<Sample> samples, double[][] embeddings) {
        double[] sum = new double[2];
        int[] pairs = new int[2];
        for (int a = 0; a < samples.size(); a++) {
            for (int b = 0; b < a; b++) {
                int kind = samples.get(a).label().equals(samples.get(b).label()) ? 1 : 0;
                sum[kind] += cosine(embeddings[a], embeddings[b]);
                pairs[kind]++;
            }
        }
        if (pairs[0] == 0 || pairs[1] == 0) {
            return OutputCheck.notChecked();
        }
        double unrelated = sum[0] / pairs[0];
        double related = sum[1] / pairs[1];
        return related > unrelated
                ? OutputCheck.passed()
                : OutputCheck.failed(String.format(
                        Locale.ROOT,
                        "sentences of one label have a mean cosine of %.3f, those of two labels %.3f",
                        related,
                        unrelated));
    }

    /**
     * One vector a sample: the rows of a matrix, or the mean over the real tokens of {@code [batch, sequence, width]}.
     *
     * @param mask 1 for real tokens, {@code [batch, sequence]}
     */
    static double[][] embeddings(Tensor output, Tensor mask) {
        long[] shape = output.shape();
        int batch = Math.toIntExact(shape[0]);
        int length = shape.length == 3 ? Math.toIntExact(shape[1]) : 1;
        int width = Math.toIntExact(shape[shape.length - 1]);
        double[][] vectors = new double[batch][width];
        for (int row = 0; row < batch; row++) {
            for (int t = 0; t < length; t++) {
                double weight = shape.length == 3 ? mask.value((long) row * length + t) : 1;
                for (int i = 0; i < width; i++) {
                    vectors[row][i] += weight * value(output, row * length + t, i, width);
                }
            }
        }
        return vectors;
    }

    static double cosine(double[] a, double[] b) {
        double dot = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            squareA += a[i] * a[i];
            squareB += b[i] * b[i];
        }
        return dot / Math.sqrt(squareA * squareB);
    }

    private static double value(Tensor t, int row, int column, int width) {
        return t.value((long) row * width + column);
    }
}
