package io.inferbench.models.onnx;

import io.inferbench.models.spec.Gpt2Spec;
import io.inferbench.models.spec.LinearTensors;
import io.inferbench.models.spec.NormTensors;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.WeightSpec;

/** GPT-2 with a cache. */
final class Gpt2Graph extends DecoderGraph {
    private final Gpt2Spec spec;

    Gpt2Graph(Gpt2Spec spec, FloatFormat format, OnnxVariant variant) {
        super(spec, format, variant);
        this.spec = spec;
    }

    @Override
    WeightSpec outputMatrix() {
        return spec.tokenEmbeddings();
    }

    @Override
    String hiddenStates() {
        String places = graph.op("Gather", "embeddings/Positions")
                .inputs(layers.direct(spec.positionEmbeddings()), POSITION_IDS)
                .output();
        String x = graph.op("Add", "embeddings/Add")
                .inputs(tokens(spec.tokenEmbeddings()), places)
                .output();
        return variant == OnnxVariant.FUSED ? fused(x) : standard(x);
    }

    private String standard(String embedded) {
        String x = embedded;
        for (int layer = 0; layer < spec.layers(); layer++) {
            String block = spec.block(layer);
            String normal = norm(block + "ln_1", x);
            String joined = inward(block + "attn.c_attn", normal, spec.attentionInput(block));
            String attended = attention.attend(block + "attn", joined, layer);
            String projected = inward(block + "attn.c_proj", attended, spec.attentionOutput(block));
            x = add(block + "attn/AddSkip", x, projected);
            String up = inward(block + "mlp.c_fc", norm(block + "ln_2", x), spec.feedForwardInput(block));
            String active = layers.activation(block + "mlp", up, spec.activation());
            String down = inward(block + "mlp.c_proj", active, spec.feedForwardOutput(block));
            x = add(block + "mlp/AddSkip", x, down);
        }
        return norm("ln_f", x);
    }

    private String fused(String embedded) {
        String sum = embedded;
        String normal = norm("h.0.ln_1", embedded);
        for (int layer = 0; layer < spec.layers(); layer++) {
            String block = spec.block(layer);
            String joined = inward(block + "attn.c_attn", normal, spec.attentionInput(block));
            String attended = attention.attend(block + "attn", joined, layer);
            Residual middle =
                    addAndNorm(block + "attn.c_proj", attended, sum, spec.attentionOutput(block), block + "ln_2");
            LinearTensors in = spec.feedForwardInput(block);
            String up = inwardProduct(block + "mlp.c_fc", middle.normal(), in);
            String active = layers.biasedActivation(block + "mlp", up, in.bias(), spec.activation());
            String next = layer + 1 < spec.layers() ? spec.block(layer + 1) + "ln_1" : "ln_f";
            Residual end = addAndNorm(block + "mlp.c_proj", active, middle.sum(), spec.feedForwardOutput(block), next);
            sum = end.sum();
            normal = end.normal();
        }
        return normal;
    }

    private record Residual(String normal, String sum) {}

    /** The sum {@code x · W + b + skip} and its normalisation by the next stage's tensors. */
    private Residual addAndNorm(String stem, String x, String skip, LinearTensors layer, String normStem) {
        NormTensors norm = spec.norm(normStem);
        String product = inwardProduct(stem, x, layer);
        String normal = normStem + "/SkipLayerNormalization";
        graph.microsoft("SkipLayerNormalization", normal)
                .inputs(
                        product,
                        skip,
                        layers.direct(norm.gain()),
                        layers.direct(norm.bias()),
                        layers.direct(layer.bias()))
                .with("epsilon", spec.normEpsilon())
                .outputs(normal, "", "", stem + "/Sum");
        return new Residual(normal, stem + "/Sum");
    }

    private String norm(String stem, String x) {
        return layers.norm(stem, x, spec.norm(stem), spec.normEpsilon());
    }

    private String add(String name, String a, String b) {
        return graph.op("Add", name).inputs(a, b).output();
    }
}
