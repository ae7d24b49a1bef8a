package io.inferbench.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.model.ModelException;
import io.inferbench.models.spec.BertHead;
import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.Gpt2Spec;
import io.inferbench.models.spec.LlamaSpec;
import io.inferbench.models.spec.Presets;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.SeededWeights;
import io.inferbench.models.weights.WeightSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointWeightsTest {
    private final BertSpec spec = BertSpec.of("small", 1, 16, 2).withHead(new BertHead.SequenceClassification(3));
    private final SeededWeights seeded = new SeededWeights(11);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"FP32,''", "FP16,bert.", "BF16,bert."})
    void valuesComeBack(FloatFormat format, String prefix) throws Exception {
        List<WeightSpec> body = spec.tensors().stream()
                .filter(t -> !t.name().startsWith("classifier"))
                .toList();
        List<WeightSpec> head = spec.tensors().stream()
                .filter(t -> t.name().startsWith("classifier"))
                .toList();
        new SafetensorsWriter()
                .add(prefix, body, format, seeded)
                .add("", head, format, seeded)
                .add(prefix + "embeddings.position_ids", List.of(1, 512), "I64", new byte[4096])
                .write(folder.resolve("model.safetensors"));
        try (CheckpointWeights weights = CheckpointWeights.open(folder, spec)) {
            for (WeightSpec tensor : spec.tensors()) {
                assertThat(all(weights, tensor)).isEqualTo(rounded(tensor, format));
            }
            WeightSpec words = spec.wordEmbeddings();
            float[] piece = new float[9];
            weights.read(words, 1234, piece, 2, 5);
            float[] whole = rounded(words, format);
            assertThat(piece)
                    .containsExactly(0, 0, whole[1234], whole[1235], whole[1236], whole[1237], whole[1238], 0, 0);
        }
    }

    /** Names and left-over buffers of published decoders' files. */
    @Test
    void knowsTheDecodersNames() throws Exception {
        Gpt2Spec gpt2 = (Gpt2Spec) Presets.find("gpt2-test").orElseThrow();
        new SafetensorsWriter()
                .add("transformer.", gpt2.tensors(), FloatFormat.FP32, seeded)
                .add("transformer.h.0.attn.bias", List.of(1, 1, 2, 2), FloatFormat.FP32, new float[4])
                .add("lm_head.weight", List.of(1), FloatFormat.FP32, new float[1])
                .write(folder.resolve("model.safetensors"));
        CheckpointWeights.open(folder, gpt2).close();
        LlamaSpec llama = (LlamaSpec) Presets.find("llama-test").orElseThrow();
        List<WeightSpec> body = llama.tensors().stream()
                .filter(t -> !t.name().startsWith("lm_head"))
                .toList();
        new SafetensorsWriter()
                .add("model.", body, FloatFormat.BF16, seeded)
                .add("", List.of(llama.outputLayer()), FloatFormat.BF16, seeded)
                .add("model.layers.1.self_attn.rotary_emb.inv_freq", List.of(8), FloatFormat.FP32, new float[8])
                .write(folder.resolve("model.safetensors"));
        CheckpointWeights.open(folder, llama).close();
        assertThatThrownBy(() -> CheckpointWeights.open(folder, gpt2)).hasMessageContaining("missing: wte.weight");
    }

    @Test
    void readsShardsByTheirIndex() throws Exception {
        List<WeightSpec> tensors = spec.tensors();
        int half = tensors.size() / 2;
        new SafetensorsWriter()
                .add("", tensors.subList(0, half), FloatFormat.FP32, seeded)
                .write(folder.resolve("model-00001-of-00002.safetensors"));
        new SafetensorsWriter()
                .add("", tensors.subList(half, tensors.size()), FloatFormat.FP32, seeded)
                .write(folder.resolve("model-00002-of-00002.safetensors"));
        new SafetensorsWriter()
                .add("stray", List.of(1), FloatFormat.FP32, new float[1])
                .write(folder.resolve("another.safetensors"));
        Files.writeString(
                folder.resolve("model.safetensors.index.json"),
                "{\"weight_map\": {\"a\": \"model-00001-of-00002.safetensors\", \"b\":"
                        + " \"model-00002-of-00002.safetensors\"}}");
        try (CheckpointWeights weights = CheckpointWeights.open(folder, spec)) {
            WeightSpec last = tensors.get(tensors.size() - 1);
            assertThat(all(weights, last)).isEqualTo(rounded(last, FloatFormat.FP32));
        }
        Files.writeString(
                folder.resolve("model.safetensors.index.json"), "{\"weight_map\": {\"a\": \"../a.safetensors\"}}");
        assertThatThrownBy(() -> CheckpointWeights.open(folder, spec)).hasMessageContaining("../a.safetensors");
    }

    @Test
    void listsEveryFaultAtOnce() throws Exception {
        List<WeightSpec> tensors = spec.tensors();
        new SafetensorsWriter()
                .add("", tensors.subList(2, tensors.size() - 1), FloatFormat.FP32, seeded)
                .add("embeddings.word_embeddings.weight", List.of(4, 4), FloatFormat.FP32, new float[16])
                .add("classifier.bias", List.of(3), "F64", new byte[24])
                .add("encoder.layer.7.output.dense.weight", List.of(1), FloatFormat.FP32, new float[1])
                .write(folder.resolve("model.safetensors"));
        assertThatThrownBy(() -> CheckpointWeights.open(folder, spec))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("missing: embeddings.position_embeddings.weight [512, 16]")
                .hasMessageContaining("shape: embeddings.word_embeddings.weight is [4, 4] and should be [30522, 16]")
                .hasMessageContaining("type: classifier.bias is F64")
                .hasMessageContaining("left over: encoder.layer.7.output.dense.weight");
    }

    @Test
    void refusesDamagedFiles() throws Exception {
        assertThatThrownBy(() -> CheckpointWeights.open(folder.resolve("none"), spec))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("there is no checkpoint folder");
        assertThatThrownBy(() -> CheckpointWeights.open(folder, spec)).hasMessageContaining("no .safetensors file");
        Path file = folder.resolve("model.safetensors");
        Files.write(file, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> CheckpointWeights.open(folder, spec)).hasMessageContaining("ends after 3 bytes");
        Files.write(file, new byte[] {-1, -1, -1, -1, 0, 0, 0, 0, 1, 1});
        assertThatThrownBy(() -> CheckpointWeights.open(folder, spec)).hasMessageContaining("is no safetensors file");
        Files.write(file, new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '{'});
        assertThatThrownBy(() -> CheckpointWeights.open(folder, spec)).hasMessageContaining("no JSON");
        new SafetensorsWriter()
                .add("", spec.tensors(), FloatFormat.FP32, seeded)
                .write(file);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> CheckpointWeights.open(folder, spec)).hasMessageContaining("cut short");
    }

    @Test
    void fingerprintFollowsTheFiles() throws Exception {
        Path file = folder.resolve("model.safetensors");
        new SafetensorsWriter()
                .add("", spec.tensors(), FloatFormat.FP32, seeded)
                .write(file);
        String first = fingerprint();
        assertThat(fingerprint()).isEqualTo(first);
        new SafetensorsWriter()
                .add("", spec.tensors(), FloatFormat.FP16, seeded)
                .write(file);
        assertThat(fingerprint()).isNotEqualTo(first);
    }

    private String fingerprint() throws ModelException {
        try (CheckpointWeights weights = CheckpointWeights.open(folder, spec)) {
            return weights.fingerprint();
        }
    }

    private static float[] all(CheckpointWeights weights, WeightSpec tensor) throws Exception {
        float[] values = new float[Math.toIntExact(tensor.elements())];
        weights.read(tensor, 0, values, 0, values.length);
        return values;
    }

    private float[] rounded(WeightSpec tensor, FloatFormat format) {
        float[] values = new float[Math.toIntExact(tensor.elements())];
        seeded.read(tensor, 0, values, 0, values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (format) {
                case FP32 -> values[i];
                case FP16 -> FloatFormat.fromHalf(FloatFormat.toHalf(values[i]));
                case BF16 -> FloatFormat.fromBrain(FloatFormat.toBrain(values[i]));
            };
        }
        return values;
    }
}
