package io.inferbench.backend.djl.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.Tensor;
import io.inferbench.api.backend.GenerationCall;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.backend.TensorCall;
import io.inferbench.api.backend.TensorSession;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.models.reference.BertReference;
import io.inferbench.models.reference.DecoderReference;
import io.inferbench.models.spec.Activation;
import io.inferbench.models.spec.BertHead;
import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.DecoderSpec;
import io.inferbench.models.spec.Gpt2Spec;
import io.inferbench.models.spec.LlamaSpec;
import io.inferbench.models.spec.LlamaSpecBuilder;
import io.inferbench.models.spec.RopeSpec;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.SeededWeights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The modules that bench-models writes, run by PyTorch, against plain loops without a cache. */
class ModuleAgreementTest {

    private static final int STEPS = 32;

    @TempDir
    Path folder;

    record Encoder(BertHead head, FloatFormat format, double tolerance) {}

    record Decoder(String what, DecoderSpec spec, FloatFormat format, double tolerance) {
        @Override
        public String toString() {
            return what + " " + format;
        }
    }

    static Stream<Encoder> encoders() {
        return Stream.of(
                        new BertHead.SequenceClassification(3),
                        new BertHead.SentenceEmbedding(),
                        new BertHead.HiddenStates())
                .flatMap(head -> Stream.of(
                        new Encoder(head, FloatFormat.FP32, 1e-5),
                        new Encoder(head, FloatFormat.FP16, 1e-2),
                        new Encoder(head, FloatFormat.BF16, 6e-2)));
    }

    static Stream<Decoder> decoders() {
        LlamaSpec llama = (LlamaSpec) Modules.decoder("llama-test");
        List<Decoder> cases = new ArrayList<>();
        add(cases, "gpt2", Modules.decoder("gpt2-test"));
        add(cases, "gpt2 erf", new Gpt2Spec("gpt2-erf", 2, 32, 2, 48, 211, 64, 1e-5, Activation.GELU));
        // Wide enough for the products that are turned where there are few rows.
        cases.add(new Decoder(
                "wide gpt2",
                new Gpt2Spec("gpt2-wide", 1, 512, 8, 512, 521, 64, 1e-5, Activation.GELU_TANH),
                FloatFormat.FP32,
                1e-5));
        add(cases, "llama", llama);
        add(
                cases,
                "scaled, tied",
                LlamaSpecBuilder.from(llama)
                        .rope(RopeSpec.of(10_000).withScaling(new RopeSpec.Linear(4)))
                        .tiedEmbeddings(true)
                        .build());
        // Mistral's window, small enough to be left behind after a few steps.
        add(cases, "window", LlamaSpecBuilder.from(llama).slidingWindow(9).build());
        // Qwen2's biases; a hidden width that is not heads times head size.
        add(
                cases,
                "biases",
                LlamaSpecBuilder.from(llama)
                        .heads(4, 2, 32)
                        .hidden(96)
                        .attentionBias(true)
                        .build());
        return cases.stream();
    }

    private static void add(List<Decoder> cases, String what, DecoderSpec spec) {
        cases.add(new Decoder(what, spec, FloatFormat.FP32, 1e-5));
        cases.add(new Decoder(what, spec, FloatFormat.FP16, 5e-3));
        cases.add(new Decoder(what, spec, FloatFormat.BF16, 4e-2));
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void encodersAgreeWithPlainLoops(Encoder c) throws Exception {
        BertSpec spec = Modules.bert(c.head());
        InferenceRequest request = Modules.bertRequest();
        ModelArtifact model = Modules.write(spec, c.format(), folder);
        try (TensorSession session = (TensorSession) open(model);
                TensorCall call = session.prepare(request)) {
            call.run();
            Tensor output = call.outputs().get(0);
            BertReference reference = new BertReference(spec, new SeededWeights(Modules.SEED));
            int width = (int) output.elementCount() / 2;
            for (int b = 0; b < 2; b++) {
                double[] expected = reference.forward(
                        row(request, "input_ids", b),
                        row(request, "token_type_ids", b),
                        row(request, "attention_mask", b));
                assertThat(expected).hasSize(width);
                double[] found = new double[width];
                for (int i = 0; i < width; i++) {
                    found[i] = output.value((long) b * width + i);
                }
                assertThat(worst(found, expected)).isLessThan(c.tolerance());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void decodersAgreeWithPlainLoopsOverGreedySteps(Decoder c) throws Exception {
        // One prompt longer than the window of 9; equal ones take the way without a mask.
        agree(c, new int[] {7, 12});
        if (c.format() == FloatFormat.FP32) {
            agree(c, new int[] {12, 12});
            agree(c, new int[] {12});
        }
    }

    private void agree(Decoder c, int[] lengths) throws Exception {
        int vocabulary = c.spec().vocabulary();
        List<int[]> sequences = new ArrayList<>();
        GenerationRequest.Builder builder = GenerationRequest.builder(STEPS).logitsWanted(true);
        for (int b = 0; b < lengths.length; b++) {
            int[] prompt = new Random(31L * b + lengths[b])
                    .ints(lengths[b], 0, vocabulary)
                    .toArray();
            sequences.add(prompt);
            builder.prompt(prompt);
        }
        List<double[][]> steps = new ArrayList<>();
        List<int[]> tokens = new ArrayList<>();
        generate(c, builder.build(), steps, tokens);
        DecoderReference reference = DecoderReference.of(c.spec(), new SeededWeights(Modules.SEED));
        assertThat(steps).hasSize(STEPS);
        // Some of the steps: the loops without a cache take their time.
        for (int step = 0; step < STEPS; step++) {
            for (int b = 0; b < lengths.length; b++) {
                if (step < 2 || step % 15 == 1) {
                    double[] expected = reference.logits(sequences.get(b));
                    assertThat(worst(steps.get(step)[b], expected))
                            .as("step %d of sequence %d", step, b)
                            .isLessThan(c.tolerance());
                }
                int[] longer = Arrays.copyOf(sequences.get(b), sequences.get(b).length + 1);
                longer[longer.length - 1] = tokens.get(step)[b];
                sequences.set(b, longer);
            }
        }
    }

    private void generate(Decoder c, GenerationRequest request, List<double[][]> steps, List<int[]> tokens)
            throws Exception {
        int vocabulary = c.spec().vocabulary();
        try (GenerationSession session = (GenerationSession) open(Modules.write(c.spec(), c.format(), folder));
                GenerationCall call = session.prepare(request)) {
            call.run(step -> {
                Tensor logits = step.logits().orElseThrow();
                double[][] rows = new double[request.batchSize()][vocabulary];
                for (int i = 0; i < request.batchSize() * vocabulary; i++) {
                    rows[i / vocabulary][i % vocabulary] = logits.value(i);
                }
                steps.add(rows);
                tokens.add(
                        IntStream.range(0, request.batchSize()).map(step::token).toArray());
                return true;
            });
        }
    }

    private Object open(ModelArtifact model) throws Exception {
        return new DjlPytorchBackend().open(Modules.session(model, folder));
    }

    private static int[] row(InferenceRequest request, String input, int row) {
        Tensor tensor = request.input(input).orElseThrow();
        int width = (int) tensor.shape()[1];
        return IntStream.range(0, width)
                .map(i -> (int) tensor.value((long) row * width + i))
                .toArray();
    }

    private static double worst(double[] actual, double[] expected) {
        double worst = 0;
        for (int i = 0; i < actual.length; i++) {
            double difference = Math.abs(actual[i] - expected[i]);
            worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
        }
        return worst;
    }
}
