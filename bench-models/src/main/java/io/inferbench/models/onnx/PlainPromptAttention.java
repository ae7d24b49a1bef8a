package io.inferbench.models.onnx;

import io.inferbench.models.spec.DecoderSpec;

/** Attention of a prompt within itself, in the form that compilers know: products, mask, softmax, products. */
final class PlainPromptAttention extends PlainAttention {
    private static final String MASK = "prompt/Mask";

    PlainPromptAttention(DecoderSpec spec, GraphBuilder graph, LayerWriter layers) {
        super(spec, graph, layers);
    }

    /**
     * {@code [1, 1, heads / keyValueHeads · sequence, sequence]}, 0 where the key is neither after the query nor out of its window; the
     * same square once for each query head of a group.
     */
    @Override
    void writeMask() {
        String keys = indices("prompt", DecoderGraph.INPUT_IDS, 1);
        String queries = binary("Unsqueeze", "prompt/Queries", keys, graph.vector(1));
        String seen = inWindow("prompt", keys, queries, binary("LessOrEqual", "prompt/NotAfter", keys, queries));
        String square = graph.op("Where", "prompt/Square")
                .inputs(seen, graph.scalar(0f), graph.scalar(MASKED))
                .output();
        int group = spec.heads() / spec.keyValueHeads();
        String rows = group == 1 ? square : binary("Tile", "prompt/Rows", square, graph.vector(group, 1));
        binary("Unsqueeze", MASK, rows, graph.vector(0, 1));
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
