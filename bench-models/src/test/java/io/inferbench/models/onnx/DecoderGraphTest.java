package io.inferbench.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import io.inferbench.api.model.ModelException;
import io.inferbench.models.reference.DecoderReference;
import io.inferbench.models.spec.Activation;
import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.DecoderSpec;
import io.inferbench.models.spec.Gpt2Spec;
import io.inferbench.models.spec.LlamaSpec;
import io.inferbench.models.spec.LlamaSpecBuilder;
import io.inferbench.models.spec.Presets;
import io.inferbench.models.spec.RopeSpec;
import io.inferbench.models.spec.TransformerSpec;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.SeededWeights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Decoder graphs on ONNX Runtime, step by step with their cache, against plain loops without one. */
class DecoderGraphTest {
    private static final int STEPS = 32;
    private static final int CAPACITY = 64;

    @TempDir
    Path folder;

    record Case(DecoderSpec spec, OnnxVariant variant, FloatFormat format, double tolerance) {
        @Override
        public String toString() {
            return spec.name() + " " + variant + " " + format;
        }
    }

    static Stream<Case> cases() {
        LlamaSpec llama = (LlamaSpec) Presets.find("llama-test").orElseThrow();
        List<DecoderSpec> specs = List.of(
                (Gpt2Spec) Presets.find("gpt2-test").orElseThrow(),
                new Gpt2Spec("gpt2-erf", 2, 32, 2, 48, 211, 64, 1e-5, Activation.GELU),
                llama,
                LlamaSpecBuilder.from(llama)
                        .rope(RopeSpec.of(10_000).withScaling(new RopeSpec.Linear(4)))
                        .tiedEmbeddings(true)
                        .build(),
                // Mistral's window, small enough to be left behind after a few steps.
                LlamaSpecBuilder.from(llama).slidingWindow(9).build(),
                // Qwen2's biases; a hidden width that is not heads times head size.
                LlamaSpecBuilder.from(llama)
                        .heads(4, 2, 32)
                        .hidden(96)
                        .attentionBias(true)
                        .build());
        List<Case> cases = new ArrayList<>();
        for (DecoderSpec spec : specs) {
            for (OnnxVariant variant : List.of(OnnxVariant.FUSED, OnnxVariant.STANDARD, OnnxVariant.PLAIN)) {
                cases.add(new Case(spec, variant, FloatFormat.FP32, 1e-5));
                cases.add(new Case(spec, variant, FloatFormat.FP16, 5e-3));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithPlainLoopsOverGreedySteps(Case c) throws Exception {
        int[][] prompts = {prompt(c.spec(), 7), prompt(c.spec(), 12)};
        SeededWeights weights = new SeededWeights(21);
        write(c, weights);
        DecoderReference reference = DecoderReference.of(c.spec(), weights);
        double worst = 0;
        try (DecoderRunner runner = new DecoderRunner(folder, 2, CAPACITY)) {
            float[] logits = runner.prefill(prompts);
            for (int step = 0; step < STEPS; step++) {
                worst = Math.max(worst, worst(reference, prompts, logits));
                long[] next = runner.nextTokens();
                for (int b = 0; b < prompts.length; b++) {
                    assertThat(next[b]).isEqualTo(largest(logits, b, c.spec().vocabulary()));
                    prompts[b] = append(prompts[b], (int) next[b]);
                }
                logits = runner.step();
            }
        }
        assertThat(worst).isLessThan(c.tolerance());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithPlainLoopsOnGivenTokens(Case c) throws Exception {
        int[][] prompts = {prompt(c.spec(), 3), prompt(c.spec(), 1)};
        SeededWeights weights = new SeededWeights(22);
        write(c, weights);
        DecoderReference reference = DecoderReference.of(c.spec(), weights);
        Random random = new Random(5);
        try (DecoderRunner runner = new DecoderRunner(folder, 2, CAPACITY)) {
            float[] logits = runner.prefill(prompts);
            assertThat(worst(reference, prompts, logits)).isLessThan(c.tolerance());
            for (int step = 0; step < 16; step++) {
                long[] tokens = {
                    random.nextInt(c.spec().vocabulary()),
                    random.nextInt(c.spec().vocabulary())
                };
                logits = runner.step(tokens);
                prompts[0] = append(prompts[0], (int) tokens[0]);
                prompts[1] = append(prompts[1], (int) tokens[1]);
                assertThat(worst(reference, prompts, logits)).isLessThan(c.tolerance());
            }
        }
    }

    /**
     * The CPU provider has no bf16 kernels; it says so only after every type of the graph has been inferred and found to fit.
     */
    @ParameterizedTest
    @EnumSource
    void typesFitInBf16(OnnxVariant variant) throws Exception {
        for (String preset : List.of("gpt2-test", "llama-test", "bert-tiny")) {
            TransformerSpec spec = Presets.find(preset).orElseThrow();
            if (spec instanceof BertSpec && variant == OnnxVariant.PLAIN_PREFILL) {
                assertThatThrownBy(() -> OnnxEmitter.emit(spec, FloatFormat.BF16, variant))
                        .isInstanceOf(ModelException.class)
                        .hasMessageContaining(spec.name());
                continue;
            }
            if (spec instanceof BertSpec && variant == OnnxVariant.FUSED) {
                assertThatThrownBy(() -> OnnxEmitter.emit(spec, FloatFormat.BF16, variant))
                        .isInstanceOf(ModelException.class)
                        .hasMessageContaining("bf16");
                continue;
            }
            OnnxModel model = OnnxEmitter.emit(spec, FloatFormat.BF16, variant);
            OnnxFiles.write(model, new SeededWeights(1), folder, bytes -> {});
            assertThatThrownBy(() -> new OrtRunner(folder.resolve(OnnxFiles.MODEL_FILE)).close())
                    .isInstanceOf(OrtException.class)
                    .hasMessageContaining("Could not find an implementation");
        }
    }

    private void write(Case c, SeededWeights weights) throws Exception {
        OnnxModel step = OnnxEmitter.emit(c.spec(), c.format(), c.variant());
        OnnxFiles.write(step, weights, folder, bytes -> {});
        if (c.variant() == OnnxVariant.PLAIN) {
            OnnxModel prefill = OnnxEmitter.emit(c.spec(), c.format(), OnnxVariant.PLAIN_PREFILL);
            OnnxFiles.writePrefill(prefill, step, weights, folder);
        }
    }

    private static int[] prompt(DecoderSpec spec, int length) {
        return new Random(length).ints(length, 0, spec.vocabulary()).toArray();
    }

    private static int[] append(int[] tokens, int next) {
        int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
        longer[tokens.length] = next;
        return longer;
    }

    private static double worst(DecoderReference reference, int[][] sequences, float[] logits) throws Exception {
        double worst = 0;
        for (int b = 0; b < sequences.length; b++) {
            double[] expected = reference.logits(sequences[b]);
            for (int i = 0; i < expected.length; i++) {
                double difference = Math.abs(logits[b * expected.length + i] - expected[i]);
                worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
            }
        }
        return worst;
    }

    private static long largest(float[] logits, int row, int vocabulary) {
        int best = 0;
        for (int i = 1; i < vocabulary; i++) {
            if (logits[row * vocabulary + i] > logits[row * vocabulary + best]) {
                best = i;
            }
        }
        return best;
    }
}
