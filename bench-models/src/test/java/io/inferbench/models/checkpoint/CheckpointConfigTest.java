package io.inferbench.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.model.ModelException;
import io.inferbench.models.spec.BertHead;
import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.Presets;
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
