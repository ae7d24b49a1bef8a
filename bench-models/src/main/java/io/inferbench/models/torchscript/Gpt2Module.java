package io.inferbench.models.torchscript;

import io.inferbench.models.spec.Gpt2Spec;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.WeightSpec;

/** GPT-2 with a cache. */
final class Gpt2Module extends DecoderModule {
    private final Gpt2Spec spec;

    Gpt2Module(Gpt2Spec spec, FloatFormat format) {
        super(spec, format, "Gpt2");
        this.spec = spec;
    }

    @Override
    WeightSpec outputMatrix() {
        return spec.tokenEmbeddings();
    }

    @Override
    String lastNorm(String x) {
        return layers.norm("normal", x, spec.finalNorm(), spec.normEpsilon());
    }

    @Override
    String hiddenStates(TorchAttention attention) {
        String words = layers.embedding("words", spec.tokenEmbeddings(), "input_ids");
        String places = layers.embedding("places", spec.positionEmbeddings(), "position_ids");
        String x = layers.add("x", words, places);
        for (int layer = 0; layer < spec.layers(); layer++) {
            String block = spec.block(layer);
            String joined = layers.inward("joined", norm(block + "ln_1", x), spec.attentionInput(block));
            String attended = attention.attend(joined, layer);
            String projected = layers.inward("projected", attended, spec.attentionOutput(block));
            x = layers.add("x", x, projected);
            String up = layers.inward("up", norm(block + "ln_2", x), spec.feedForwardInput(block));
            String active = layers.activation("active", up, spec.activation());
            x = layers.add("x", x, layers.inward("down", active, spec.feedForwardOutput(block)));
        }
        return x;
    }

    private String norm(String stem, String x) {
        return layers.norm("normal", x, spec.norm(stem), spec.normEpsilon());
    }
}
