package io.inferbench.models.onnx;

import io.inferbench.models.spec.DecoderSpec;

/** Attention of a prompt within itself, in the form that compilers know: products, mask, softmax, products. */
final class PlainPromptAttention extends PlainAttention {
    private static final String MASK = "prompt/Mask";

    PlainPromptAttention(DecoderSpec spec, GraphBuilder graph, LayerWriter layers) {
        super(spec, graph, layers);
    }

    /** {@code [1, 1, sequence, sequence]}, 0 where the key is not after the query. */
    @Override
    public void prepare() {
        String keys = indices("prompt", DecoderGraph.INPUT_IDS, 1);
        String queries = binary("Unsqueeze", "prompt/Queries", keys, graph.vector(1));
        String seen = binary("LessOrEqual", "prompt/Seen", keys, queries);
        String square = graph.op("Where", "prompt/Square")
                .inputs(seen, graph.scalar(0f), graph.scalar(MASKED))
                .output();
        binary("Unsqueeze", MASK, square, graph.vector(0, 1));
    }

    @Override
    String attended(String stem, String query, String key, String value, int layer) {
        String masked = binary("Add", stem + "/MaskedScores", scores(stem, query, key), MASK);
        String weights = graph.op("Softmax", stem + "/Softmax")
                .inputs(masked)
                .with("axis", -1)
                .output();
        return product(stem + "/Attended", weights, value);
    }
}
