package io.inferbench.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.model.ModelException;
import io.inferbench.models.spec.BertHead;
import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.LlamaSpec;
import io.inferbench.models.spec.Presets;
import io.inferbench.models.spec.RopeSpec;
import io.inferbench.models.spec.TransformerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations in the words of published checkpoints. */
class CheckpointConfigTest {
    private static final String BERT_BASE = """
            {"architectures": ["BertForSequenceClassification"], "model_type": "bert", "hidden_act": "gelu",
             "hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12, "intermediate_size": 3072,
             "vocab_size": 30522, "max_position_embeddings": 512, "type_vocab_size": 2, "layer_norm_eps": 1e-12,
             "position_embedding_type": "absolute"}
            """;

    @TempDir
    Path folder;

    @Test
    void readsBert() throws Exception {
        BertSpec preset = (BertSpec) Presets.find("bert-base").orElseThrow();
        BertSpec read = (BertSpec) read(BERT_BASE);
        assertThat(read.tensors()).isEqualTo(preset.tensors());
        assertThat(read.head()).isEqualTo(new BertHead.SequenceClassification(2));
        assertThat(read.normEpsilon()).isEqualTo(1e-12);
        String labelled = BERT_BASE.replace("}", ", \"id2label\": {\"0\": \"a\", \"1\": \"b\", \"2\": \"c\"}}");
        assertThat(((BertSpec) read(labelled)).head()).isEqualTo(new BertHead.SequenceClassification(3));
        String plain = BERT_BASE.replace("BertForSequenceClassification", "BertModel");
        assertThat(((BertSpec) read(plain)).head()).isEqualTo(new BertHead.HiddenStates());
        Files.writeString(folder.resolve("modules.json"), "[]");
        assertThat(((BertSpec) read(plain)).head()).isEqualTo(new BertHead.SentenceEmbedding());
    }

    /** The published configuration of each preset gives that preset. */
    @Test
    void readsTheDecodersAsPublished() throws Exception {
        assertReads("gpt2-medium", """
                {"activation_function": "gelu_new", "model_type": "gpt2", "n_ctx": 1024, "n_embd": 1024, "n_head": 16,
                 "n_layer": 24, "n_positions": 1024, "layer_norm_epsilon": 1e-05, "vocab_size": 50257}
                """);
        assertReads("llama-3-8b", """
                {"attention_bias": false, "hidden_act": "silu", "hidden_size": 4096, "intermediate_size": 14336,
                 "max_position_embeddings": 8192, "model_type": "llama", "num_attention_heads": 32,
                 "num_hidden_layers": 32, "num_key_value_heads": 8, "rms_norm_eps": 1e-05, "rope_scaling": null,
                 "rope_theta": 500000.0, "tie_word_embeddings": false, "vocab_size": 128256}
                """);
        assertReads("mistral-7b", """
                {"hidden_act": "silu", "hidden_size": 4096, "intermediate_size": 14336,
                 "max_position_embeddings": 32768, "model_type": "mistral", "num_attention_heads": 32,
                 "num_hidden_layers": 32, "num_key_value_heads": 8, "rms_norm_eps": 1e-05, "rope_theta": 10000.0,
                 "sliding_window": 4096, "tie_word_embeddings": false, "vocab_size": 32000}
                """);
        assertReads("qwen2.5-0.5b", """
                {"hidden_act": "silu", "hidden_size": 896, "intermediate_size": 4864, "max_position_embeddings": 32768,
                 "max_window_layers": 24, "model_type": "qwen2", "num_attention_heads": 14, "num_hidden_layers": 24,
                 "num_key_value_heads": 2, "rms_norm_eps": 1e-06, "rope_theta": 1000000.0, "sliding_window": 32768,
                 "tie_word_embeddings": true, "use_sliding_window": false, "vocab_size": 151936}
                """);
    }

    private void assertReads(String preset, String json) throws Exception {
        TransformerSpec read = read(json);
        TransformerSpec expected = Presets.find(preset).orElseThrow();
        String name = "name=" + read.name() + ",";
        assertThat(read.toString().replace(name, ""))
                .isEqualTo(expected.toString().replace("name=" + preset + ",", ""));
    }

    @Test
    void readsRopeScalingInBothPlaces() throws Exception {
        String llama = """
                {"hidden_size": 64, "intermediate_size": 176, "max_position_embeddings": 128, "model_type": "llama",
                 "num_attention_heads": 8, "num_hidden_layers": 2, "num_key_value_heads": 2, "head_dim": 16,
                 "vocab_size": 307, %s}
                """;
        RopeSpec expected = RopeSpec.of(500_000).withScaling(new RopeSpec.Llama3(32, 1, 4, 8192));
        String inside = "\"factor\": 32.0, \"high_freq_factor\": 4.0, \"low_freq_factor\": 1.0,"
                + " \"original_max_position_embeddings\": 8192, \"rope_type\": \"llama3\"";
        String old = llama.replace("%s", "\"rope_theta\": 500000.0, \"rope_scaling\": {" + inside + "}");
        assertThat(((LlamaSpec) read(old)).rope()).isEqualTo(expected);
        assertThat(((LlamaSpec) read(old)).headSize()).isEqualTo(16);
        String together = llama.replace("%s", "\"rope_parameters\": {\"rope_theta\": 500000.0, " + inside + "}");
        assertThat(((LlamaSpec) read(together)).rope()).isEqualTo(expected);
        String yarn = llama.replace("%s", "\"rope_scaling\": {\"type\": \"yarn\", \"factor\": 4}, \"mlp_bias\": true");
        assertThatThrownBy(() -> read(yarn)).hasMessageContaining("'yarn'").hasMessageContaining("mlp_bias");
    }

    @Test
    void listsEveryFaultAtOnce() {
        String faulty = BERT_BASE
                .replace("\"hidden_size\": 768,", "")
                .replace("\"gelu\"", "\"mish\"")
                .replace("absolute", "relative_key")
                .replace("30522", "\"many\"");
        assertThatThrownBy(() -> read(faulty))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("hidden_size should be a whole number from 1 on, not missing")
                .hasMessageContaining("'mish'")
                .hasMessageContaining("relative_key")
                .hasMessageContaining("many");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> read("{\"model_type\": \"t5\"}")).hasMessageContaining("'t5'");
        assertThatThrownBy(() -> read("{")).hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> CheckpointConfig.read(folder.resolve("none"))).hasMessageContaining("no config.json");
        String odd = BERT_BASE.replace("\"num_attention_heads\": 12", "\"num_attention_heads\": 7");
        assertThatThrownBy(() -> read(odd))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("hidden = 768 is no multiple of heads = 7");
    }

    private TransformerSpec read(String json) throws Exception {
        Files.writeString(folder.resolve("config.json"), json);
        return CheckpointConfig.read(folder);
    }
}
