package io.inferbench.models.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.model.ModelException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainedTokenizerTest {
    @TempDir
    Path folder;

    @Test
    void encodesAsBertWasTrained() throws Exception {
        Path file = bert();
        try (PretrainedTokenizer tokenizer = PretrainedTokenizer.open(file)) {
            // Reference ids of bert-base-uncased; the file asks for 128 tokens of padding, which must not show.
            assertThat(tokenizer.encode("Hello, world!", true)).containsExactly(101, 7592, 1010, 2088, 999, 102);
            assertThat(tokenizer.encode("Hello, world!", false)).containsExactly(7592, 1010, 2088, 999);
            assertThat(tokenizer.encode("unaffable", false)).hasSizeGreaterThan(1);
            assertThat(tokenizer.encode("word ".repeat(300), false)).hasSize(300);
            assertThat(tokenizer.decode(new int[] {101, 7592, 1010, 2088, 999, 102}))
                    .isEqualTo("hello, world!");
            assertThat(tokenizer.vocabularySize()).isEqualTo(30_522);
            assertThat(tokenizer.paddingToken()).isZero();
            assertThat(tokenizer.endTokens()).isEmpty();
            assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
        }
    }

    @Test
    void readsTheFilesBesideIt() throws Exception {
        Path file = bert();
        Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\": [7, 8]}");
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"eos_token\": {\"content\": \"[SEP]\"}, \"pad_token\": \"[PAD]\"}");
        try (PretrainedTokenizer tokenizer = PretrainedTokenizer.open(file)) {
            assertThat(tokenizer.endTokens()).containsExactlyInAnyOrder(7, 8, 102);
        }
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        assertThatThrownBy(() -> PretrainedTokenizer.open(folder.resolve("tokenizer.json")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(folder.toString());
        Path broken = Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": ");
        assertThatThrownBy(() -> PretrainedTokenizer.open(broken))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("no JSON");
        Files.writeString(broken, "{}");
        assertThatThrownBy(() -> PretrainedTokenizer.open(broken))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(broken.toString());
    }

    private Path bert() throws Exception {
        Path file = folder.resolve("tokenizer.json");
        try (InputStream in = Objects.requireNonNull(
                getClass().getClassLoader().getResourceAsStream("all-minilm-l6-v2-tokenizer.json"))) {
            Files.copy(in, file);
        }
        return file;
    }
}
