package io.inferbench.models.checkpoint;

import io.inferbench.api.model.ModelException;
import io.inferbench.models.spec.Activation;
import io.inferbench.models.spec.BertHead;
import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.Gpt2Spec;
import io.inferbench.models.spec.TransformerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apiguardian.api.API;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads the architecture of a checkpoint folder from its {@code config.json}. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class CheckpointConfig {

    private CheckpointConfig() {}

    /**
     * The model that a folder holds, called after the folder.
     *
     * @throws ModelException if there is no configuration, it is of another architecture, or values are missing, with all
     *     of them
     */
    public static TransformerSpec read(Path folder) throws ModelException {
        Path file = folder.resolve("config.json");
        if (!Files.isRegularFile(file)) {
            throw new ModelException("the folder " + folder.toAbsolutePath() + " holds no config.json");
        }
        ConfigReader config;
        try {
            config = new ConfigReader(new JsonMapper().readTree(Files.readAllBytes(file)));
        } catch (IOException | JacksonException e) {
            throw new ModelException(file.toAbsolutePath() + " cannot be read: " + e.getMessage(), e);
        }
        try {
            TransformerSpec spec = spec(config, name(folder), folder);
            config.throwIfFaulty(file);
            return spec;
        } catch (IllegalArgumentException e) {
            // A value that stands in for a missing one may be what does not fit.
            config.throwIfFaulty(file);
            throw new ModelException(file.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }

    private static TransformerSpec spec(ConfigReader config, String name, Path folder) {
        String type = config.text("model_type", "");
        return switch (type) {
            case "bert" -> bert(config, name, folder);
            case "gpt2" -> gpt2(config, name);
            case "llama", "mistral", "qwen2" -> LlamaConfig.read(config, name, type);
            default ->
                throw new IllegalArgumentException(
                        "the model_type '" + type + "' is none of bert, gpt2, llama, mistral, qwen2");
        };
    }

    private static String name(Path folder) {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        return (last == null ? "model" : last.toString())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9._-]", "-");
    }

    private static Gpt2Spec gpt2(ConfigReader config, String name) {
        config.requireFlag("scale_attn_weights", true);
        config.requireFlag("scale_attn_by_inverse_layer_idx", false);
        config.requireFlag("tie_word_embeddings", true);
        int hidden = config.size("n_embd");
        return new Gpt2Spec(
                name,
                config.size("n_layer"),
                hidden,
                config.size("n_head"),
                config.size("n_inner", 4 * hidden),
                config.size("vocab_size"),
                config.size("n_positions"),
                config.number("layer_norm_epsilon", 1e-5),
                config.activation("activation_function", "gelu_new"));
    }

    private static BertSpec bert(ConfigReader config, String name, Path folder) {
        config.require("position_embedding_type", "absolute");
        Activation activation = config.activation("hidden_act", "gelu");
        return new BertSpec(
                name,
                config.size("num_hidden_layers"),
                config.size("hidden_size"),
                config.size("num_attention_heads"),
                config.size("intermediate_size"),
                config.size("vocab_size"),
                config.size("max_position_embeddings"),
                config.size("type_vocab_size", 2),
                config.number("layer_norm_eps", 1e-12),
                activation,
                head(config, folder));
    }

    private static BertHead head(ConfigReader config, Path folder) {
        if (config.architecture().endsWith("ForSequenceClassification")) {
            return new BertHead.SequenceClassification(config.labels());
        }
        // The file that sentence-transformers list their pooling in.
        return Files.isRegularFile(folder.resolve("modules.json"))
                ? new BertHead.SentenceEmbedding()
                : new BertHead.HiddenStates();
    }
}
