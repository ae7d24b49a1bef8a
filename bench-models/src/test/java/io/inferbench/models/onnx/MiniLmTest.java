package io.inferbench.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.inferbench.api.ProgressListener;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.model.Tokenizer;
import io.inferbench.api.option.Options;
import io.inferbench.api.workload.OutputCheck;
import io.inferbench.api.workload.TensorWorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.models.FileModels;
import io.inferbench.models.workload.TextClassification;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real all-MiniLM-L6-v2 with its real tokenizer on real sentences. */
class MiniLmTest {
    @TempDir
    Path cache;

    @Test
    void similarSentencesAreCloserThanUnrelatedOnes() throws Exception {
        ModelSpec spec =
                ModelSpec.builder("classpath:all-minilm-l6-v2.onnx", cache).build();
        try (Model model = new FileModels().open(spec);
                Tokenizer tokenizer = model.tokenizer().orElseThrow();
                OrtRunner runner = new OrtRunner(model.materialize(ModelFormat.ONNX, ProgressListener.NONE)
                        .path()
                        .orElseThrow())) {
            TextClassification workload = new TextClassification();
            Map<String, String> options = Map.of("file", "classpath:sentences.tsv", "check", "similarity");
            WorkloadSpec request = WorkloadSpec.builder()
                    .batchSize(12)
                    .tokenizer(tokenizer)
                    .options(Options.parse(workload.options(), options))
                    .build();
            try (TensorWorkloadSession session = (TensorWorkloadSession) workload.open(request)) {
                Tensor embeddings = embed(runner.session(), session.request(0));
                assertThat(session.check(0, List.of(embeddings))).isEqualTo(OutputCheck.passed());
            }
        }
    }

    private static Tensor embed(OrtSession session, InferenceRequest request) throws Exception {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        for (Tensor input : request.inputs()) {
            inputs.put(
                    input.name(),
                    OnnxTensor.createTensor(
                            OrtEnvironment.getEnvironment(),
                            input.bytes()
                                    .duplicate()
                                    .order(input.bytes().order())
                                    .asLongBuffer(),
                            input.shape()));
        }
        try (OrtSession.Result result = session.run(inputs)) {
            OnnxTensor tensor = (OnnxTensor) result.get(0);
            return Tensor.ofFloats("out", tensor.getInfo().getShape(), OrtRunner.floats(tensor));
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }
}
