package io.inferbench.models.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.CallShape.Kind;
import io.inferbench.api.model.ModelCost;
import org.junit.jupiter.api.Test;

/** Costs against sums done by hand. */
class CostTest {
    private static final int HALF = 2;

    /** 12 blocks of 7.08 M weights over 8,192 tokens, and 4 · 256² · 768 for each block and sample: 1.469 TFLOP. */
    @Test
    void bertBase() {
        ModelCost cost = cost("bert-base", CallShape.forward(32, 256), HALF);
        double blocks = 2.0 * 8192 * 12 * (4.0 * 768 * 768 + 2.0 * 768 * 3072);
        double attention = 12.0 * 32 * 4 * 256 * 256 * 768;
        double head = 2.0 * 32 * (768 * 768 + 768 * 2);
        assertThat(cost.floatingPointOperations()).isCloseTo(blocks + attention + head, within(1.0));
        assertThat(cost.floatingPointOperations()).isCloseTo(1.469e12, within(0.005e12));
        // Blocks and head once, at most 8,192 rows of the token table, three int64 a token in, two floats a sample out.
        double rows = (8192 + 256 + 2) * 768.0;
        double weights = 12 * (4.0 * 768 * 768 + 2.0 * 768 * 3072) + 768 * 768 + 768 * 2;
        double vectors = 2 * 768 + 12 * (9 * 768 + 3072);
        assertThat(cost.bytes()).isCloseTo(2 * (weights + vectors + rows) + 8192 * 24 + 32 * 2 * 4, within(1.0));
        assertThat(Presets.find("bert-base").orElseThrow().cost(new CallShape(Kind.DECODE, 1, 1, 5), HALF))
                .isEmpty();
    }

    /** 302.3 M weights in the blocks, 51.5 M in the output layer, 98,304 bytes of cache a token: 2.318 GB a step. */
    @Test
    void gpt2MediumDecode() {
        ModelCost cost = cost("gpt2-medium", new CallShape(Kind.DECODE, 2, 1, 8192), HALF);
        assertThat(cost.bytes()).isCloseTo(707.6e6 + 2 * 8193.0 * 98_304, within(1e6));
        double matrices = 24.0 * (4 * 1024 * 1024 + 2 * 1024 * 4096);
        double attention = 24.0 * 2 * 4 * 8193 * 1024;
        double output = 2 * 2.0 * 50_257 * 1024;
        assertThat(cost.floatingPointOperations()).isCloseTo(2 * 2 * matrices + attention + output, within(1.0));
    }

    /** Half of all pairs of tokens and the diagonal: about 1.34 TFLOP. */
    @Test
    void gpt2MediumPrefill() {
        ModelCost cost = cost("gpt2-medium", new CallShape(Kind.PREFILL, 2, 1024, 0), HALF);
        assertThat(cost.floatingPointOperations()).isCloseTo(1.34e12, within(0.01e12));
    }

    @Test
    void generationIsPrefillAndOneStepLessThanTokens() {
        ModelCost whole = cost("gpt2-test", CallShape.generation(3, 10, 4), HALF);
        ModelCost sum = cost("gpt2-test", new CallShape(Kind.PREFILL, 3, 10, 0), HALF);
        double operations = sum.floatingPointOperations();
        double bytes = sum.bytes();
        for (int context = 10; context < 13; context++) {
            ModelCost step = cost("gpt2-test", new CallShape(Kind.DECODE, 3, 1, context), HALF);
            operations += step.floatingPointOperations();
            bytes += step.bytes();
        }
        assertThat(whole.floatingPointOperations()).isCloseTo(operations, within(1e-3));
        assertThat(whole.bytes()).isCloseTo(bytes, within(1e-3));
    }

    /** Four queries share a key: the cache is a quarter of the heads'; past the window it stops growing. */
    @Test
    void groupedHeadsAndWindows() {
        DecoderSpec mistral = (DecoderSpec) Presets.find("mistral-7b").orElseThrow();
        assertThat(mistral.cacheValuesPerToken()).isEqualTo(2L * 32 * 8 * 128);
        ModelCost inside = cost("mistral-7b", new CallShape(Kind.DECODE, 1, 1, 4095), HALF);
        ModelCost outside = cost("mistral-7b", new CallShape(Kind.DECODE, 1, 1, 20_000), HALF);
        assertThat(outside).isEqualTo(inside);
        ModelCost llama = cost("llama-3-8b", new CallShape(Kind.DECODE, 1, 1, 4095), HALF);
        double blocks = 32.0 * (2 * 4096 * 128 * (32 + 8) + 3.0 * 4096 * 14_336);
        double output = 128_256 * 4096.0;
        double attention = 32.0 * 4 * 32 * 128 * 4096;
        assertThat(llama.floatingPointOperations()).isCloseTo(2 * (blocks + output) + attention, within(10.0));
    }

    private static ModelCost cost(String preset, CallShape shape, int weightBytes) {
        return Presets.find(preset).orElseThrow().cost(shape, weightBytes).orElseThrow();
    }
}
