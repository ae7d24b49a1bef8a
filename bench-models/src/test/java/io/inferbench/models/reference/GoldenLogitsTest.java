package io.inferbench.models.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.DecoderSpec;
import io.inferbench.models.spec.Presets;
import io.inferbench.models.weights.SeededWeights;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Seals what the tiny presets give for seed 42. These numbers change only with the seeded weights or the architectures, and
 * then every published comparison changes with them.
 */
class GoldenLogitsTest {
    private static final int[] TOKENS =
            IntStream.range(0, 12).map(i -> (i * 37 + 11) % 300).toArray();

    @Test
    void bertTiny() throws Exception {
        BertSpec spec = (BertSpec) Presets.find("bert-tiny").orElseThrow();
        int[] types = IntStream.range(0, 12).map(i -> i / 6).toArray();
        int[] mask = IntStream.range(0, 12).map(i -> i < 9 ? 1 : 0).toArray();
        double[] logits = new BertReference(spec, new SeededWeights(42)).forward(TOKENS, types, mask);
        assertGolden(logits, -0.07464118352995568, 0.029807758958081423);
    }

    @Test
    void gpt2Test() throws Exception {
        assertGolden(
                decoder("gpt2-test"),
                0.08092946155867042,
                -0.00935829074979739,
                -0.2342201819955493,
                0.011645725565227362,
                0.029494421329692398);
    }

    @Test
    void llamaTest() throws Exception {
        assertGolden(
                decoder("llama-test"),
                0.05813846946359257,
                -0.18880772057784084,
                0.05558962992781021,
                0.010270552000242716,
                0.02480167255094487);
    }

    private static double[] decoder(String preset) throws Exception {
        DecoderSpec spec = (DecoderSpec) Presets.find(preset).orElseThrow();
        double[] logits = DecoderReference.of(spec, new SeededWeights(42)).logits(TOKENS);
        double[] first = Arrays.copyOf(logits, 5);
        // The rest by its mean and its mean square.
        first[3] = Arrays.stream(logits).sum() / logits.length;
        first[4] = Arrays.stream(logits).map(v -> v * v).sum() / logits.length;
        return first;
    }

    private static void assertGolden(double[] actual, double... golden) {
        assertThat(actual).containsExactly(golden, within(1e-9));
    }
}
