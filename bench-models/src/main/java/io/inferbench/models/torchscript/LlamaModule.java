package io.inferbench.models.torchscript;

import io.inferbench.models.spec.Activation;
import io.inferbench.models.spec.LlamaSpec;
import io.inferbench.models.spec.LlamaSpec.Projection;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.WeightSpec;
import java.util.List;

/** Llama and its relatives with a cache. */
final class LlamaModule extends DecoderModule {
    private final LlamaSpec spec;

    LlamaModule(LlamaSpec spec, FloatFormat format) {
        super(spec, format, "Llama");
        this.spec = spec;
    }

    @Override
    WeightSpec outputMatrix() {
        return spec.outputLayer();
    }

    @Override
    String lastNorm(String x) {
        return layers.rootMeanSquareNorm("normal", x, spec.finalNorm(), spec.normEpsilon());
    }

    @Override
    String hiddenStates(TorchAttention attention) {
        String x = layers.embedding("x", spec.tokenEmbeddings(), "input_ids");
        for (int layer = 0; layer < spec.layers(); layer++) {
            String block = spec.block(layer);
            String joined = joined(block, norm(block + "input_layernorm", x));
            String attended = attention.attend(joined, layer);
            x = layers.add("x", x, layers.product("projected", attended, spec.attentionOutput(block)));
            x = layers.add("x", x, feedForward(block, norm(block + "post_attention_layernorm", x)));
        }
        return x;
    }

    private String joined(String block, String normal) {
        List<Projection> parts = List.of(spec.query(block), spec.key(block), spec.value(block));
        List<WeightSpec> weights = parts.stream().map(Projection::weight).toList();
        List<WeightSpec> biases =
                parts.stream().flatMap(part -> part.bias().stream()).toList();
        return layers.joined("joined", normal, block + "self_attn.qkv_proj", weights, biases);
    }

    private String feedForward(String block, String normal) {
        String gate = layers.product("gate", normal, spec.gate(block));
        String open = layers.activation("open", gate, Activation.SILU);
        String up = layers.product("up", normal, spec.up(block));
        String gated = script.let("gated", "torch.mul(" + open + ", " + up + ")");
        return layers.product("down", gated, spec.down(block));
    }

    private String norm(String stem, String x) {
        return layers.rootMeanSquareNorm("normal", x, spec.norm(stem), spec.normEpsilon());
    }
}
