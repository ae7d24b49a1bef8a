package io.inferbench.models.checkpoint;

import io.inferbench.models.spec.LlamaSpec;
import io.inferbench.models.spec.LlamaSpecBuilder;
import io.inferbench.models.spec.RopeSpec;
import java.util.Optional;

/** The Llama family's words for its sizes. */
final class LlamaConfig {

    private LlamaConfig() {}

    static LlamaSpec read(ConfigReader config, String name, String type) {
        config.require("hidden_act", "silu");
        config.requireFlag("mlp_bias", false);
        if (!type.equals("qwen2")) {
            // Llama's flag also gives the output projection a bias, which this family's graph has no place for.
            config.requireFlag("attention_bias", false);
        }
        int hidden = config.size("hidden_size");
        int heads = config.size("num_attention_heads");
        LlamaSpecBuilder builder = new LlamaSpecBuilder(name)
                .layers(config.size("num_hidden_layers"))
                .hidden(hidden)
                .heads(heads, config.size("num_key_value_heads", heads), config.size("head_dim", hidden / heads))
                .intermediate(config.size("intermediate_size"))
                .vocabulary(config.size("vocab_size"))
                .positions(config.size("max_position_embeddings"))
                .normEpsilon(config.number("rms_norm_eps", 1e-6))
                .rope(rope(config))
                .attentionBias(type.equals("qwen2"))
                .tiedEmbeddings(config.flag("tie_word_embeddings", false));
        // Qwen2 names a window in its configuration and switches it off beside it.
        boolean window = type.equals("mistral") || (type.equals("qwen2") && config.flag("use_sliding_window", false));
        if (window && config.size("sliding_window", Integer.MAX_VALUE) != Integer.MAX_VALUE) {
            builder.slidingWindow(config.size("sliding_window"));
        }
        return builder.build();
    }

    /** Newer configurations keep the base and its scaling together in {@code rope_parameters}. */
    private static RopeSpec rope(ConfigReader config) {
        Optional<ConfigReader> together = config.object("rope_parameters");
        ConfigReader place = together.orElse(config);
        RopeSpec rope = RopeSpec.of(place.number("rope_theta", 10_000));
        Optional<ConfigReader> scaling = together.isPresent() ? together : config.object("rope_scaling");
        return scaling.isPresent() ? scaled(rope, scaling.get(), config) : rope;
    }

    private static RopeSpec scaled(RopeSpec rope, ConfigReader scaling, ConfigReader config) {
        String type = scaling.text("rope_type", scaling.text("type", "default"));
        return switch (type) {
            case "default" -> rope;
            case "linear" -> rope.withScaling(new RopeSpec.Linear(scaling.number("factor", 1)));
            case "llama3" ->
                rope.withScaling(new RopeSpec.Llama3(
                        scaling.number("factor", 8),
                        scaling.number("low_freq_factor", 1),
                        scaling.number("high_freq_factor", 4),
                        scaling.size("original_max_position_embeddings", 8192)));
            default -> {
                config.problem("rope scaling '" + type + "' is not supported, only default, linear and llama3");
                yield rope;
            }
        };
    }
}
