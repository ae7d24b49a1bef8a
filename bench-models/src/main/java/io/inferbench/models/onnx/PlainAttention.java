package io.inferbench.models.onnx;

import io.inferbench.models.spec.DecoderSpec;
import java.util.ArrayList;
import java.util.List;

/** What both plain forms of a decoder's attention share: heads, and keys and values as results for the caller to keep. */
abstract class PlainAttention implements CachedAttention {

    /** Added to the scores of places that may not be looked at: far below any score, and a number of fp16. */
    static final float MASKED = -30_000;

    final DecoderSpec spec;
    final GraphBuilder graph;
    final LayerWriter layers;

    PlainAttention(DecoderSpec spec, GraphBuilder graph, LayerWriter layers) {
        this.spec = spec;
        this.graph = graph;
        this.layers = layers;
    }

    @Override
    public final String attend(String stem, String joined, int layer) {
        int size = spec.headSize();
        List<String> names = new ArrayList<>();
        for (String part : List.of("Query", "Key", "Value")) {
            names.add(stem + "/Split" + part);
        }
        long width = (long) spec.heads() * size;
        graph.op("Split", stem + "/Split")
                .inputs(joined, graph.vector(width, width, width))
                .with("axis", -1)
                .outputs(names.toArray(String[]::new));
        String query = layers.splitHeads(stem + "/Query", names.get(0), spec.heads(), size);
        String key = result("new_key." + layer, layers.splitHeads(stem + "/Key", names.get(1), spec.heads(), size));
        String value =
                result("new_value." + layer, layers.splitHeads(stem + "/Value", names.get(2), spec.heads(), size));
        return layers.mergeHeads(stem, attended(stem, query, key, value, layer), spec.heads() * size);
    }

    /** Attends, all of {@code [batch, heads, tokens, size]}. */
    abstract String attended(String stem, String query, String key, String value, int layer);

    /** The products of queries and keys over the root of the head size. */
    final String scores(String stem, String query, String key) {
        String turned = graph.op("Transpose", stem + "/Columns")
                .inputs(key)
                .with("perm", List.of(0L, 1L, 3L, 2L))
                .output();
        String products = product(stem + "/Products", query, turned);
        return binary("Mul", stem + "/Scores", products, graph.scalar((float) (1 / Math.sqrt(spec.headSize()))));
    }

    final String product(String name, String a, String b) {
        return binary("MatMul", name, a, b);
    }

    final String binary(String type, String name, String a, String b) {
        return graph.op(type, name).inputs(a, b).output();
    }

    private String result(String name, String x) {
        return graph.op("Identity", name).inputs(x).output();
    }

    /** The indices of an axis, {@code [length]}. */
    final String indices(String stem, String of, int axis) {
        String length = graph.op("Shape", stem + "/Length")
                .inputs(of)
                .with("start", axis)
                .with("end", axis + 1)
                .output();
        String scalar = binary("Squeeze", stem + "/LengthScalar", length, graph.vector(0));
        return graph.op("Range", stem + "/Indices")
                .inputs(graph.scalar(0L), scalar, graph.scalar(1L))
                .output();
    }
}
