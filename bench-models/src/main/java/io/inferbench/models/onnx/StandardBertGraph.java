package io.inferbench.models.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.LinearTensors;
import io.inferbench.models.weights.FloatFormat;

/** BERT with standard operators only, for any engine that reads operator set 23; takes any attention mask. */
final class StandardBertGraph extends BertGraph {
    private static final String MASK = "mask/Expand";

    StandardBertGraph(BertSpec spec, FloatFormat format) {
        super(spec, format, 23);
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
        mask(length);
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
        String attended = graph.op("Attention", stem + "/Attention")
                .inputs(
                        heads(stem + ".self.query", x),
                        heads(stem + ".self.key", x),
                        heads(stem + ".self.value", x),
                        MASK)
                .output();
        return layers.mergeHeads(stem, attended, spec.hidden());
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
