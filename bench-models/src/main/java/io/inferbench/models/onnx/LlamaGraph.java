package io.inferbench.models.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.inferbench.models.spec.Activation;
import io.inferbench.models.spec.LlamaSpec;
import io.inferbench.models.spec.LlamaSpec.Projection;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.WeightSpec;
import java.util.List;

/** Llama and its relatives with a cache. */
final class LlamaGraph extends DecoderGraph {
    private final LlamaSpec spec;

    LlamaGraph(LlamaSpec spec, FloatFormat format, OnnxVariant variant) {
        super(spec, format, variant);
        this.spec = spec;
    }

    @Override
    WeightSpec outputMatrix() {
        return spec.outputLayer();
    }

    @Override
    String hiddenStates() {
        String x = tokens(spec.tokenEmbeddings());
        return variant == OnnxVariant.FUSED ? fused(x) : standard(x);
    }

    private String standard(String embedded) {
        String x = embedded;
        for (int layer = 0; layer < spec.layers(); layer++) {
            String block = spec.block(layer);
            String attended = attended(block, norm(block + "input_layernorm", x), layer);
            x = add(block + "self_attn/AddSkip", x, attended);
            String fed = feedForward(block, norm(block + "post_attention_layernorm", x));
            x = add(block + "mlp/AddSkip", x, fed);
        }
        return norm("norm", x);
    }

    private String fused(String embedded) {
        String sum = embedded;
        String normal = simplified("layers.0.input_layernorm", embedded);
        for (int layer = 0; layer < spec.layers(); layer++) {
            String block = spec.block(layer);
            String attended = attended(block, normal, layer);
            String middle = skipAndNorm(block + "post_attention_layernorm", attended, sum);
            String next = layer + 1 < spec.layers() ? spec.block(layer + 1) + "input_layernorm" : "norm";
            String fed = feedForward(block, middle);
            normal = skipAndNorm(next, fed, block + "post_attention_layernorm/Sum");
            sum = next + "/Sum";
        }
        return normal;
    }

    private String attended(String block, String normal, int layer) {
        List<Projection> parts = List.of(spec.query(block), spec.key(block), spec.value(block));
        String stem = block + "self_attn.qkv_proj";
        String joined = joinedProduct(
                stem, normal, parts.stream().map(Projection::weight).toList());
        if (spec.attentionBias()) {
            joined = joinedBias(
                    stem,
                    joined,
                    parts.stream().map(p -> p.bias().orElseThrow()).toList());
        }
        String result = attention.attend(block + "self_attn", joined, layer);
        return layers.product(block + "self_attn.o_proj", result, spec.attentionOutput(block));
    }

    private String feedForward(String block, String normal) {
        String gate = layers.product(block + "mlp.gate_proj", normal, spec.gate(block));
        String up = layers.product(block + "mlp.up_proj", normal, spec.up(block));
        String open = variant == OnnxVariant.FUSED
                ? quickGate(block, gate)
                : layers.activation(block + "mlp/Gate", gate, Activation.SILU);
        String gated = graph.op("Mul", block + "mlp/Mul").inputs(open, up).output();
        return layers.product(block + "mlp.down_proj", gated, spec.down(block));
    }

    /** QuickGelu is {@code x · sigmoid(alpha · x)}, which with alpha 1 is SiLU in one kernel. */
    private String quickGate(String block, String gate) {
        return graph.microsoft("QuickGelu", block + "mlp/Gate")
                .inputs(gate)
                .with("alpha", 1.0)
                .output();
    }

    private String norm(String stem, String x) {
        return isPlain() ? plainNorm(stem, x) : standardNorm(stem, x);
    }

    private String standardNorm(String stem, String x) {
        return graph.op("RMSNormalization", stem + "/RMSNormalization")
                .inputs(x, layers.direct(spec.norm(stem)))
                .with("axis", -1)
                .with("epsilon", spec.normEpsilon())
                .output();
    }

    /** The same by its parts, in fp32 as the standard's default has it. */
    private String plainNorm(String stem, String x) {
        String wide =
                graph.op("Cast", stem + "/Wide").inputs(x).to(DataType.FLOAT).output();
        String squares = graph.op("Mul", stem + "/Squares").inputs(wide, wide).output();
        String mean = graph.op("ReduceMean", stem + "/Mean")
                .inputs(squares, graph.vector(-1))
                .output();
        String sum = graph.op("Add", stem + "/MeanAndEpsilon")
                .inputs(mean, graph.wideScalar((float) spec.normEpsilon()))
                .output();
        String root = graph.op("Sqrt", stem + "/Root").inputs(sum).output();
        String scaled = graph.op("Div", stem + "/Scaled").inputs(wide, root).output();
        String narrow = graph.op("Cast", stem + "/Narrow")
                .inputs(scaled)
                .to(graph.floatType())
                .output();
        return graph.op("Mul", stem + "/Gain")
                .inputs(narrow, layers.direct(spec.norm(stem)))
                .output();
    }

    /** ONNX Runtime's name for root mean square normalisation before the standard had one. */
    private String simplified(String stem, String x) {
        return graph.op("SimplifiedLayerNormalization", stem + "/SimplifiedLayerNormalization")
                .inputs(x, layers.direct(spec.norm(stem)))
                .with("axis", -1)
                .with("epsilon", spec.normEpsilon())
                .with("stash_type", 1)
                .output();
    }

    /** The norm of {@code x + skip}; the sum itself is the value {@code stem/Sum}. */
    private String skipAndNorm(String stem, String x, String skip) {
        String name = stem + "/SkipSimplifiedLayerNormalization";
        graph.microsoft("SkipSimplifiedLayerNormalization", name)
                .inputs(x, skip, layers.direct(spec.norm(stem)))
                .with("epsilon", spec.normEpsilon())
                .outputs(name, "", "", stem + "/Sum");
        return name;
    }

    private String add(String name, String a, String b) {
        return graph.op("Add", name).inputs(a, b).output();
    }
}
