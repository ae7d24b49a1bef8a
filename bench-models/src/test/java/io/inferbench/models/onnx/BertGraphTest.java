package io.inferbench.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.models.reference.BertReference;
import io.inferbench.models.spec.Activation;
import io.inferbench.models.spec.BertHead;
import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.SeededWeights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** All forms of a BERT graph on ONNX Runtime against plain loops. */
class BertGraphTest {
    private static final int BATCH = 3;
    private static final int SEQUENCE = 11;

    @TempDir
    Path folder;

    record Case(OnnxVariant variant, FloatFormat format, BertHead head, Activation activation, double tolerance) {}

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        List<BertHead> heads = List.of(
                new BertHead.SequenceClassification(3), new BertHead.SentenceEmbedding(), new BertHead.HiddenStates());
        for (OnnxVariant variant : List.of(OnnxVariant.FUSED, OnnxVariant.STANDARD, OnnxVariant.PLAIN)) {
            for (BertHead head : heads) {
                cases.add(new Case(variant, FloatFormat.FP32, head, Activation.GELU, 1e-5));
                cases.add(new Case(variant, FloatFormat.FP16, head, Activation.GELU, 1e-2));
            }
            for (Activation activation : List.of(Activation.GELU_TANH, Activation.RELU, Activation.SILU)) {
                cases.add(new Case(variant, FloatFormat.FP32, heads.get(0), activation, 1e-5));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithPlainLoops(Case c) throws Exception {
        BertSpec spec = tiny(c.head(), c.activation());
        SeededWeights weights = new SeededWeights(7);
        OnnxFiles.write(OnnxEmitter.emit(spec, c.format(), c.variant()), weights, folder, bytes -> {});
        Map<String, long[][]> inputs = inputs(spec, new int[] {SEQUENCE, 4, 1});
        try (OrtRunner runner = new OrtRunner(folder.resolve(OnnxFiles.MODEL_FILE))) {
            float[] actual = runner.run(inputs);
            double[] expected = expected(spec, weights, inputs);
            assertThat(actual).hasSameSizeAs(expected);
            assertThat(worstDifference(actual, expected)).isLessThan(c.tolerance());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = OnnxVariant.class,
            names = {"STANDARD", "PLAIN"})
    void takesAnyMask(OnnxVariant variant) throws Exception {
        BertSpec spec = tiny(new BertHead.SequenceClassification(3), Activation.GELU);
        SeededWeights weights = new SeededWeights(7);
        OnnxFiles.write(OnnxEmitter.emit(spec, FloatFormat.FP32, variant), weights, folder, bytes -> {});
        Map<String, long[][]> inputs = inputs(spec, new int[] {SEQUENCE, 6, 6});
        inputs.get("attention_mask")[1] = new long[] {1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1};
        try (OrtRunner runner = new OrtRunner(folder.resolve(OnnxFiles.MODEL_FILE))) {
            assertThat(worstDifference(runner.run(inputs), expected(spec, weights, inputs)))
                    .isLessThan(1e-5);
        }
    }

    @Test
    void sameSeedSameBytesAndAnotherSeedOthers() throws Exception {
        BertSpec spec = tiny(new BertHead.SequenceClassification(2), Activation.GELU);
        OnnxModel model = OnnxEmitter.emit(spec, FloatFormat.FP16, OnnxVariant.FUSED);
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        Path other = Files.createDirectory(folder.resolve("other"));
        OnnxFiles.Written one = OnnxFiles.write(model, new SeededWeights(5), first, bytes -> {});
        OnnxFiles.Written two = OnnxFiles.write(
                OnnxEmitter.emit(spec, FloatFormat.FP16, OnnxVariant.FUSED), new SeededWeights(5), second, bytes -> {});
        OnnxFiles.Written three = OnnxFiles.write(model, new SeededWeights(6), other, bytes -> {});
        assertThat(one).isEqualTo(two);
        assertThat(first.resolve(OnnxModel.DATA_FILE)).hasSameBinaryContentAs(second.resolve(OnnxModel.DATA_FILE));
        assertThat(first.resolve(OnnxFiles.MODEL_FILE)).hasSameBinaryContentAs(second.resolve(OnnxFiles.MODEL_FILE));
        assertThat(three.dataSha256()).isNotEqualTo(one.dataSha256());
        assertThat(one.dataBytes()).isEqualTo(Files.size(first.resolve(OnnxModel.DATA_FILE)));
    }

    private static BertSpec tiny(BertHead head, Activation activation) {
        return new BertSpec("test", 2, 64, 4, 96, 131, 32, 2, 1e-12, activation, head);
    }

    private static Map<String, long[][]> inputs(BertSpec spec, int[] lengths) {
        Random random = new Random(3);
        long[][] ids = new long[BATCH][SEQUENCE];
        long[][] types = new long[BATCH][SEQUENCE];
        long[][] mask = new long[BATCH][SEQUENCE];
        for (int b = 0; b < BATCH; b++) {
            for (int t = 0; t < SEQUENCE; t++) {
                ids[b][t] = random.nextInt(spec.vocabulary());
                types[b][t] = t < SEQUENCE / 2 ? 0 : 1;
                mask[b][t] = t < lengths[b] ? 1 : 0;
            }
        }
        return Map.of("input_ids", ids, "token_type_ids", types, "attention_mask", mask);
    }

    private static double[] expected(BertSpec spec, SeededWeights weights, Map<String, long[][]> inputs)
            throws Exception {
        BertReference reference = new BertReference(spec, weights);
        List<Double> all = new ArrayList<>();
        for (int b = 0; b < BATCH; b++) {
            double[] row = reference.forward(
                    narrow(inputs.get("input_ids")[b]),
                    narrow(inputs.get("token_type_ids")[b]),
                    narrow(inputs.get("attention_mask")[b]));
            for (double v : row) {
                all.add(v);
            }
        }
        return all.stream().mapToDouble(v -> v).toArray();
    }

    private static int[] narrow(long[] values) {
        return java.util.Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
    }

    private static double worstDifference(float[] actual, double[] expected) {
        double worst = 0;
        for (int i = 0; i < actual.length; i++) {
            double difference = Math.abs(actual[i] - expected[i]);
            worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
        }
        return worst;
    }
}
