package io.inferbench.models;

import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.models.checkpoint.SafetensorsWriter;
import io.inferbench.models.spec.BertHead;
import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.SeededWeights;
import io.inferbench.tck.ModelSourceContract;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoint folders keep the rules of model sources. */
class CheckpointModelsContractTest extends ModelSourceContract {
    @TempDir
    static Path checkpoint;

    @BeforeAll
    static void writeCheckpoint() throws Exception {
        BertSpec spec = BertSpec.of("small", 1, 16, 2).withHead(new BertHead.HiddenStates());
        new SafetensorsWriter()
                .add("", spec.tensors(), FloatFormat.FP32, new SeededWeights(1))
                .write(checkpoint.resolve("model.safetensors"));
        Files.writeString(checkpoint.resolve("config.json"), """
                {"model_type": "bert", "hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2,
                 "intermediate_size": 64, "vocab_size": 30522, "max_position_embeddings": 512}
                """);
        try (InputStream in = Objects.requireNonNull(
                CheckpointModelsContractTest.class.getResourceAsStream("/all-minilm-l6-v2-tokenizer.json"))) {
            Files.copy(in, checkpoint.resolve("tokenizer.json"));
        }
    }

    @Override
    protected ModelSource source() {
        return new CheckpointModels();
    }

    @Override
    protected ModelSpec spec(Path cacheDirectory) {
        return ModelSpec.builder(checkpoint.toString(), cacheDirectory).build();
    }

    @Override
    protected boolean isSeeded() {
        return false;
    }
}
