package io.inferbench.backend.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.Dimension;
import io.inferbench.api.ElementType;
import io.inferbench.api.ModelSignature;
import io.inferbench.api.TensorSpec;
import io.inferbench.api.backend.BackendException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecoderSizesTest {

    private static final TensorSpec LOGITS =
            new TensorSpec("logits", ElementType.FLOAT32, List.of(Dimension.free("batch"), Dimension.of(50_257)));

    @Test
    void sizesComeFromTheSignature() throws Exception {
        ModelSignature step = new ModelSignature(
                List.of(cache("past_key.0"), cache("past_value.0"), cache("past_key.1"), cache("past_value.1")),
                List.of(LOGITS));
        DecoderSizes sizes = DecoderSizes.of("gpt2", step);
        assertThat(sizes).isEqualTo(new DecoderSizes(2, 16, 64, ElementType.FLOAT16, 50_257));
        assertThat(sizes.bytesPerToken()).isEqualTo(2 * 2 * 16 * 64 * 2);
        assertThat(DecoderSizes.cacheName("new", 3)).isEqualTo("new_value.1");
    }

    @Test
    void anotherFormIsRefused() {
        ModelSignature step = new ModelSignature(List.of(), List.of(LOGITS));
        assertThatThrownBy(() -> DecoderSizes.of("gpt2", step))
                .isInstanceOf(BackendException.class)
                .hasMessageContainingAll("gpt2", "plain form");
    }

    private static TensorSpec cache(String name) {
        return new TensorSpec(
                name,
                ElementType.FLOAT16,
                List.of(Dimension.free("batch"), Dimension.of(16), Dimension.free("capacity"), Dimension.of(64)));
    }
}
