package io.inferbench.models.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.LinearTensors;
import io.inferbench.models.spec.NormTensors;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.TensorView;
import io.inferbench.models.weights.WeightSpec;
import java.util.List;

/**
 * BERT with ONNX Runtime's fused operators: seven nodes a block.
 *
 * <p>The attention mask is reduced to one length per sequence, which is what lets the CUDA provider choose its fused
 * attention kernels; so a mask must be ones followed by zeros.
 */
final class FusedBertGraph extends BertGraph {
    private static final String LENGTHS = "attention_lengths";

    FusedBertGraph(BertSpec spec, FloatFormat format) {
        super(spec, format, 20);
    }

    @Override
    String padding() {
        return "right";
    }

    @Override
    String embeddings() {
        NormTensors norm = spec.embeddingNorm();
        graph.microsoft("EmbedLayerNormalization", "embeddings/EmbedLayerNormalization")
                .inputs(
                        narrow(INPUT_IDS),
                        narrow(TOKEN_TYPE_IDS),
                        layers.direct(spec.wordEmbeddings()),
                        layers.direct(spec.positionEmbeddings()),
                        layers.direct(spec.tokenTypeEmbeddings()),
                        layers.direct(norm.gain()),
                        layers.direct(norm.bias()),
                        narrow(ATTENTION_MASK))
                .with("epsilon", spec.normEpsilon())
                .outputs("embeddings", LENGTHS);
        return "embeddings";
    }

    @Override
    String block(String stem, String x) {
        String attended = attention(stem + "attention", x);
        LinearTensors projection = spec.linear(stem + "attention.output.dense", spec.hidden(), spec.hidden());
        String middle = addAndNorm(stem + "attention.output", attended, x, projection);
        LinearTensors up = spec.linear(stem + "intermediate.dense", spec.hidden(), spec.intermediate());
        String raised = layers.product(stem + "intermediate.dense", middle, up.weight());
        String active = layers.biasedActivation(stem + "intermediate", raised, up.bias(), spec.activation());
        LinearTensors down = spec.linear(stem + "output.dense", spec.intermediate(), spec.hidden());
        return addAndNorm(stem + "output", active, middle, down);
    }

    private String attention(String stem, String x) {
        List<LinearTensors> parts = List.of("query", "key", "value").stream()
                .map(p -> spec.linear(stem + ".self." + p, spec.hidden(), spec.hidden()))
                .toList();
        String bias = join(
                stem + ".self.qkv.bias", parts.stream().map(LinearTensors::bias).toList());
        return graph.microsoft("MultiHeadAttention", stem + "/MultiHeadAttention")
                .inputs(
                        layers.product(stem + ".self.query", x, parts.get(0).weight()),
                        layers.product(stem + ".self.key", x, parts.get(1).weight()),
                        layers.product(stem + ".self.value", x, parts.get(2).weight()),
                        bias,
                        LENGTHS)
                .with("num_heads", spec.heads())
                .output();
    }

    private String join(String name, List<WeightSpec> vectors) {
        List<TensorView> views =
                vectors.stream().<TensorView>map(TensorView.Direct::new).toList();
        return graph.weight(name, new TensorView.Joined(views));
    }

    /** {@code norm(x · Wᵀ + b + skip)}. */
    private String addAndNorm(String stem, String x, String skip, LinearTensors layer) {
        NormTensors norm = spec.norm(stem + ".LayerNorm");
        return graph.microsoft("SkipLayerNormalization", stem + "/SkipLayerNormalization")
                .inputs(
                        layers.product(stem + ".dense", x, layer.weight()),
                        skip,
                        layers.direct(norm.gain()),
                        layers.direct(norm.bias()),
                        layers.direct(layer.bias()))
                .with("epsilon", spec.normEpsilon())
                .output();
    }

    private String narrow(String input) {
        return graph.op("Cast", input + "/Cast")
                .inputs(input)
                .to(DataType.INT32)
                .output();
    }
}
