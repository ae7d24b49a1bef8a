package io.inferbench.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelException;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.model.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileModelsTest {
    static final String MINILM = "classpath:all-minilm-l6-v2.onnx";

    @TempDir
    Path folder;

    private final FileModels source = new FileModels();

    @Test
    void claimsByEndingAlone() {
        assertThat(source.claims("no/such/file.onnx")).isTrue();
        assertThat(source.claims("classpath:a.PT")).isTrue();
        assertThat(source.claims("bert-base")).isFalse();
    }

    @Test
    void hashFollowsTheContentAndItsExternalWeights() throws Exception {
        Path file = Files.writeString(folder.resolve("mine.onnx"), "graph");
        String first = hash(file);
        assertThat(hash(file)).isEqualTo(first);
        Files.writeString(folder.resolve("mine.onnx.data"), "weights");
        String withData = hash(file);
        assertThat(withData).isNotEqualTo(first);
        Files.writeString(file, "GRAPH");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertThat(hash(file)).isNotEqualTo(withData);
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        assertThatThrownBy(() -> open(folder.resolve("none.onnx").toString()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(folder.resolve("none.onnx").toString());
        Path empty = Files.createFile(folder.resolve("empty.onnx"));
        assertThatThrownBy(() -> open(empty.toString()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> open("classpath:none.onnx"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("none.onnx")
                .hasMessageContaining("class path");
        Path file = Files.writeString(folder.resolve("mine.onnx"), "graph");
        try (Model model = open(file.toString())) {
            assertThat(model.tokenizer()).isEmpty();
            assertThatThrownBy(() -> model.materialize(ModelFormat.TORCHSCRIPT, ProgressListener.NONE))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("torchscript");
        }
    }

    @Test
    void copiesAResourceOnceAndFindsItsTokenizer() throws Exception {
        try (Model model = open(MINILM)) {
            ModelArtifact artifact = model.materialize(ModelFormat.ONNX, ProgressListener.NONE);
            Path copy = artifact.path().orElseThrow();
            assertThat(model.name()).isEqualTo("all-minilm-l6-v2");
            assertThat(Files.size(copy)).isEqualTo(90_387_606);
            FileTime written = Files.getLastModifiedTime(copy);
            try (Model again = open(MINILM)) {
                assertThat(again.materialize(ModelFormat.ONNX, ProgressListener.NONE))
                        .isEqualTo(artifact);
            }
            assertThat(Files.getLastModifiedTime(copy)).isEqualTo(written);
            try (Tokenizer tokenizer = model.tokenizer().orElseThrow()) {
                assertThat(tokenizer.encode("Hello, world!", true)).containsExactly(101, 7592, 1010, 2088, 999, 102);
            }
        }
    }

    private Model open(String reference) throws ModelException {
        return source.open(ModelSpec.builder(reference, folder.resolve("cache")).build());
    }

    private String hash(Path file) throws ModelException {
        try (Model model = open(file.toString())) {
            return model.materialize(ModelFormat.ONNX, ProgressListener.NONE)
                    .sha256()
                    .orElseThrow();
        }
    }
}
