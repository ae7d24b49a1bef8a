package io.inferbench.models.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.LinearTensors;
import io.inferbench.models.weights.FloatFormat;
import java.util.List;

/**
 * BERT with standard operators only; takes any attention mask.
 *
 * <p>With {@code Attention} for engines that read operator set 23, or plain: with its products and softmax, for any that reads
 * set 20.
 */
final class StandardBertGraph extends BertGraph {
    private static final String MASK = "attention/Mask";

    /** Added to the scores of places that may not be looked at: far below any score, and a number of fp16. */
    private static final float MASKED = -30_000;

    private final boolean plain;

    StandardBertGraph(BertSpec spec, FloatFormat format, OnnxVariant variant) {
        super(spec, format, variant == OnnxVariant.PLAIN ? 20 : 23);
        this.plain = variant == OnnxVariant.PLAIN;
    }

    @Override
    String padding() {
        return "anywhere";
    }

    @Override
    String embeddings() {
        String length = graph.op("Shape", "embeddings/Length")
                .inputs(INPUT_IDS)
                .with("start", 1)
                .with("end", 2)
                .output();
        if (plain) {
            addedMask();
        } else {
            mask(length);
        }
        String words = gather("words", layers.direct(spec.wordEmbeddings()), INPUT_IDS);
        String types = gather("types", layers.direct(spec.tokenTypeEmbeddings()), TOKEN_TYPE_IDS);
        String places = graph.op("Slice", "embeddings/Positions")
                .inputs(layers.direct(spec.positionEmbeddings()), graph.vector(0), length, graph.vector(0))
                .output();
        String tokens =
                graph.op("Add", "embeddings/AddTypes").inputs(words, types).output();
        String sum = graph.op("Add", "embeddings/AddPositions")
                .inputs(tokens, places)
                .output();
        return layers.norm("embeddings", sum, spec.embeddingNorm(), spec.normEpsilon());
    }

    /** {@code [batch, 1, sequence, sequence]}, true where a token may be attended to: no number to overflow in fp16. */
    private void mask(String length) {
        String keys = graph.op("Cast", "mask/Cast")
                .inputs(ATTENTION_MASK)
                .to(DataType.BOOL)
                .output();
        String row = graph.op("Unsqueeze", "mask/Unsqueeze")
                .inputs(keys, graph.vector(1, 2))
                .output();
        // The operator's text allows broadcasting over queries; not every engine does.
        String shape = graph.op("Concat", "mask/Shape")
                .inputs(graph.vector(1, 1), length, graph.vector(1))
                .with("axis", 0)
                .output();
        graph.op("Expand", MASK).inputs(row, shape).output();
    }

    /** {@code [batch, 1, 1, sequence]}, 0 where a token may be attended to. */
    private void addedMask() {
        String keys = graph.op("Cast", "mask/Cast")
                .inputs(ATTENTION_MASK)
                .to(graph.floatType())
                .output();
        String row = graph.op("Unsqueeze", "mask/Unsqueeze")
                .inputs(keys, graph.vector(1, 2))
                .output();
        String hidden =
                graph.op("Sub", "mask/Hidden").inputs(graph.scalar(1f), row).output();
        graph.op("Mul", MASK).inputs(hidden, graph.scalar(MASKED)).output();
    }

    @Override
    String block(String stem, String x) {
        int hidden = spec.hidden();
        String attended = attention(stem + "attention", x);
        LinearTensors projection = spec.linear(stem + "attention.output.dense", hidden, hidden);
        String middle = addAndNorm(stem + "attention.output", attended, x, projection);
        LinearTensors up = spec.linear(stem + "intermediate.dense", hidden, spec.intermediate());
        String raised = layers.linear(stem + "intermediate.dense", middle, up);
        String active = layers.activation(stem + "intermediate", raised, spec.activation());
        return addAndNorm(
                stem + "output", active, middle, spec.linear(stem + "output.dense", spec.intermediate(), hidden));
    }

    private String attention(String stem, String x) {
        String query = heads(stem + ".self.query", x);
        String key = heads(stem + ".self.key", x);
        String value = heads(stem + ".self.value", x);
        String attended = plain
                ? plainAttention(stem, query, key, value)
                : graph.op("Attention", stem + "/Attention")
                        .inputs(query, key, value, MASK)
                        .output();
        return layers.mergeHeads(stem, attended, spec.hidden());
    }

    private String plainAttention(String stem, String query, String key, String value) {
        String turned = graph.op("Transpose", stem + "/KeyColumns")
                .inputs(key)
                .with("perm", List.of(0L, 1L, 3L, 2L))
                .output();
        String products =
                graph.op("MatMul", stem + "/Products").inputs(query, turned).output();
        String scores = graph.op("Mul", stem + "/Scores")
                .inputs(products, graph.scalar((float) (1 / Math.sqrt(spec.headSize()))))
                .output();
        String masked =
                graph.op("Add", stem + "/MaskedScores").inputs(scores, MASK).output();
        String weights = graph.op("Softmax", stem + "/Softmax")
                .inputs(masked)
                .with("axis", -1)
                .output();
        return graph.op("MatMul", stem + "/Attended").inputs(weights, value).output();
    }

    private String heads(String stem, String x) {
        String all = layers.linear(stem, x, spec.linear(stem, spec.hidden(), spec.hidden()));
        return layers.splitHeads(stem, all, spec.heads(), spec.headSize());
    }

    private String addAndNorm(String stem, String x, String skip, LinearTensors layer) {
        String projected = layers.linear(stem + ".dense", x, layer);
        String sum = graph.op("Add", stem + "/AddSkip").inputs(projected, skip).output();
        return layers.norm(stem, sum, spec.norm(stem + ".LayerNorm"), spec.normEpsilon());
    }

    private String gather(String what, String table, String ids) {
        return graph.op("Gather", "embeddings/" + what).inputs(table, ids).output();
    }
}
