package io.inferbench.examples.shootout;

import io.inferbench.models.spec.Gpt2Spec;
import io.inferbench.models.spec.Presets;
import io.inferbench.models.weights.SeededWeights;
import io.inferbench.models.weights.WeightSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** Writes checkpoint folders of a GPT-2 small enough for a test, with a tokenizer that was trained on real text. */
final class TinyCheckpoint {

    /** As many as the tokenizer of all-MiniLM-L6-v2 has. */
    static final int VOCABULARY = 30_522;

    static final int POSITIONS = 96;

    private static final String TOKENIZER = "all-minilm-l6-v2-tokenizer.json";

    private final int vocabulary;
    private String leftOut = "";
    private String added = "";
    private boolean poisoned;

    private TinyCheckpoint(int vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** Returns one with so many token ids. */
    static TinyCheckpoint withVocabulary(int vocabulary) {
        return new TinyCheckpoint(vocabulary);
    }

    /** Leaves a tensor out. */
    TinyCheckpoint without(String tensor) {
        leftOut = tensor;
        return this;
    }

    /** Adds a tensor that the architecture does not have. */
    TinyCheckpoint with(String tensor) {
        added = tensor;
        return this;
    }

    /** Makes the last normalisation multiply by NaN. */
    TinyCheckpoint poisoned() {
        poisoned = true;
        return this;
    }

    /** Writes {@code config.json}, {@code model.safetensors} and {@code tokenizer.json} into a new folder. */
    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Gpt2Spec preset = (Gpt2Spec) Presets.find("gpt2-test").orElseThrow();
        Gpt2Spec spec = new Gpt2Spec(
                "tiny",
                preset.layers(),
                preset.hidden(),
                preset.heads(),
                preset.intermediate(),
                vocabulary,
                POSITIONS,
                preset.normEpsilon(),
                preset.activation());
        Files.writeString(
                folder.resolve("config.json"),
                String.format(Locale.ROOT, """
                {"model_type": "gpt2", "n_layer": %d, "n_embd": %d, "n_head": %d, "vocab_size": %d, "n_positions": %d,
                 "layer_norm_epsilon": 1e-5, "activation_function": "gelu_new", "eos_token_id": 102}
                """, spec.layers(), spec.hidden(), spec.heads(), vocabulary, POSITIONS));
        writeWeights(spec, folder.resolve("model.safetensors"));
        try (InputStream resource = TinyCheckpoint.class.getClassLoader().getResourceAsStream(TOKENIZER)) {
            Files.copy(Objects.requireNonNull(resource, TOKENIZER), folder.resolve("tokenizer.json"));
        }
        return folder;
    }

    private void writeWeights(Gpt2Spec spec, Path file) throws IOException {
        SeededWeights weights = new SeededWeights(42);
        Map<String, Object> header = new LinkedHashMap<>();
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        for (WeightSpec tensor : spec.tensors()) {
            if (tensor.name().equals(leftOut)) {
                continue;
            }
            float[] all = new float[Math.toIntExact(tensor.elements())];
            weights.read(tensor, 0, all, 0, all.length);
            if (poisoned && tensor.name().equals("ln_f.weight")) {
                all[0] = Float.NaN;
            }
            add(header, values, tensor.name(), tensor.shape(), all);
        }
        if (!added.isEmpty()) {
            add(header, values, added, List.of(2), new float[2]);
        }
        byte[] json = new JsonMapper().writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0, json.length)
                .array());
        whole.writeBytes(json);
        values.writeTo(whole);
        Files.write(file, whole.toByteArray());
    }

    private static void add(
            Map<String, Object> header, ByteArrayOutputStream values, String name, List<Integer> shape, float[] all) {
        ByteBuffer raw = ByteBuffer.allocate(all.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(all);
        int begin = values.size();
        values.writeBytes(raw.array());
        header.put(
                name, Map.of("dtype", "F32", "shape", shape, "data_offsets", List.of(begin, begin + raw.capacity())));
    }
}
