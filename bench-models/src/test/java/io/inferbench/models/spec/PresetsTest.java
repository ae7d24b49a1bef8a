package io.inferbench.models.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Presets against the parameter counts that their publishers give. */
class PresetsTest {

    /** The published count, less the tensors that the preset's head leaves out or plus those it adds. */
    @ParameterizedTest
    @CsvSource({
        // The encoders' published counts include the pooler; a two-label classifier adds 2 · hidden + 2.
        "bert-base,        109482240, 1538",
        "bert-large,       335141888, 2050",
        "bert-tiny,          4385920,  258",
        // sentence-transformers keep the pooler in the file and do not use it: 384 · 384 + 384.
        "all-minilm-l6-v2,  22713216, -147840",
        "gpt2,              124439808, 0",
        "gpt2-medium,       354823168, 0",
        "gpt2-large,        774030080, 0",
        "gpt2-xl,          1557611200, 0",
        "distilgpt2,         81912576, 0",
        "gpt-350m,          355788800, 0",
        "llama-3-8b,       8030261248, 0",
        "llama-3.1-8b,     8030261248, 0",
        "mistral-7b,       7241732096, 0",
        "qwen2.5-0.5b,      494032768, 0",
        "tinyllama-1.1b,   1100048384, 0",
    })
    void countsAreThePublishedOnes(String name, long published, long difference) {
        assertThat(Presets.find(name).orElseThrow().parameterCount()).isEqualTo(published + difference);
    }

    @Test
    void everyNameIsFoundAndOthersAreNot() {
        assertThat(Presets.names())
                .allMatch(n -> Presets.find(n).orElseThrow().name().equals(n));
        assertThat(Presets.find("bert-huge")).isEmpty();
    }
}
