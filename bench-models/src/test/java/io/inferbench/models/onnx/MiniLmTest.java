package io.inferbench.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.inferbench.api.Precision;
import io.inferbench.api.ProgressListener;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.api.option.Options;
import io.inferbench.api.workload.OutputCheck;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.models.CheckpointModels;
import io.inferbench.models.FileModels;
import io.inferbench.models.workload.TextClassification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The real all-MiniLM-L6-v2 with its real tokenizer on real sentences: as exported by its publishers, and written anew from
 * its weights.
 */
class MiniLmTest {
    @TempDir
    static Path folder;

    private static Tokenizer tokenizer;
    private static TensorWorkloadSession sentences;
    private static Tensor published;

    @BeforeAll
    static void runThePublishedModel() throws Exception {
        ModelSpec spec = ModelSpec.builder("classpath:all-minilm-l6-v2.onnx", folder.resolve("cache"))
                .build();
        try (Model model = new FileModels().open(spec)) {
            tokenizer = model.tokenizer().orElseThrow();
            TextClassification workload = new TextClassification();
            Map<String, String> options = Map.of("file", "classpath:sentences.tsv", "check", "similarity");
            sentences = (TensorWorkloadSession) workload.open(WorkloadSpec.builder()
                    .batchSize(12)
                    .tokenizer(tokenizer)
                    .options(Options.parse(workload.options(), options))
                    .build());
            published = run(model, ModelFormat.ONNX);
        }
        Path checkpoint = Files.createDirectory(folder.resolve("minilm"));
        MiniLmCheckpoint.write(checkpoint);
    }

    @AfterAll
    static void close() {
        sentences.close();
        tokenizer.close();
    }

    @Test
    void similarSentencesAreCloserThanUnrelatedOnes() {
        assertThat(sentences.check(0, List.of(published))).isEqualTo(OutputCheck.passed());
    }

    @ParameterizedTest
    @CsvSource({
        "onnx,fp32,1e-4",
        "onnx-fused,fp32,1e-4",
        "onnx,fp16,2e-2",
        "onnx-fused,fp16,2e-2",
        "torchscript,fp32,1e-4",
        "torchscript,fp16,2e-2"
    })
    void writtenAnewItGivesTheSameHiddenStates(String format, String precision, double tolerance) throws Exception {
        Tensor ours = written(format, precision, "hidden-states");
        Tensor mask = sentences.request(0).input("attention_mask").orElseThrow();
        assertThat(ours.shape()).isEqualTo(published.shape());
        double worst = 0;
        for (long i = 0; i < published.elementCount(); i++) {
            // What stands at padded places is nobody's business.
            double difference = Math.abs(ours.value(i) - published.value(i)) * mask.value(i / 384);
            worst = Math.max(worst, Double.isNaN(difference) ? Double.MAX_VALUE : difference);
        }
        assertThat(worst).isLessThan(tolerance);
    }

    @ParameterizedTest
    @CsvSource({"onnx,fp32", "onnx-fused,fp32", "onnx-fused,fp16", "torchscript,fp32", "torchscript,bf16"})
    void embeddingsWrittenAnewKeepTheirMeaning(String format, String precision) throws Exception {
        Tensor embeddings = written(format, precision, "embedding");
        assertThat(embeddings.shape()).containsExactly(12, 384);
        assertThat(sentences.check(0, List.of(embeddings))).isEqualTo(OutputCheck.passed());
        double square = 0;
        for (int i = 0; i < 384; i++) {
            square += embeddings.value(i) * embeddings.value(i);
        }
        assertThat(Math.abs(square - 1)).isLessThan(1e-5);
    }

    private static Tensor written(String format, String precision, String head) throws Exception {
        ModelSource source = new CheckpointModels();
        ModelSpec spec = ModelSpec.builder(folder.resolve("minilm").toString(), folder.resolve("cache"))
                .precision(Precision.parse(precision))
                .options(Options.parse(source.options(), Map.of("head", head)))
                .build();
        assertThat(source.claims(spec.reference())).isTrue();
        try (Model model = source.open(spec)) {
            return run(model, new ModelFormat(format));
        }
    }

    private static Tensor run(Model model, ModelFormat format) throws Exception {
        Path file = model.materialize(format, ProgressListener.NONE).path().orElseThrow();
        if (format.equals(ModelFormat.TORCHSCRIPT)) {
            return TorchRunner.run(file, sentences.request(0));
        }
        try (OrtRunner runner = new OrtRunner(file)) {
            return run(runner.session(), sentences.request(0));
        }
    }

    private static Tensor run(OrtSession session, InferenceRequest request) throws Exception {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        for (Tensor input : request.inputs()) {
            inputs.put(
                    input.name(),
                    OnnxTensor.createTensor(
                            OrtEnvironment.getEnvironment(), input.bytes().asLongBuffer(), input.shape()));
        }
        try (OrtSession.Result result = session.run(inputs)) {
            OnnxTensor tensor = (OnnxTensor) result.get(0);
            return Tensor.ofFloats("out", tensor.getInfo().getShape(), OrtRunner.floats(tensor));
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }
}
