package io.inferbench.models.onnx;

import io.inferbench.models.spec.DecoderSpec;
import io.inferbench.models.spec.LlamaSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What both plain forms of a decoder's attention share: heads, and keys and values as results for the caller to keep.
 *
 * <p>Query heads that share a key head are rows of one product: {@code [batch, keyValueHeads, heads / keyValueHeads · tokens, size]},
 * a group's heads one after the other, so that keys and values are read once and never repeated.
 */
abstract class PlainAttention implements CachedAttention {

    /** Added to the scores of places that may not be looked at: far below any score, and a number of fp16. */
    static final float MASKED = -30_000;

    final DecoderSpec spec;
    final GraphBuilder graph;
    final LayerWriter layers;
    private Optional<PlainRotary> rotary = Optional.empty();

    PlainAttention(DecoderSpec spec, GraphBuilder graph, LayerWriter layers) {
        this.spec = spec;
        this.graph = graph;
        this.layers = layers;
    }

    @Override
    public final void prepare() {
        if (spec instanceof LlamaSpec llama) {
            rotary = Optional.of(new PlainRotary(llama, graph));
        }
        writeMask();
    }

    /** Writes what hides the places that may not be looked at; called once. */
    abstract void writeMask();

    @Override
    public final String attend(String stem, String joined, int layer) {
        int size = spec.headSize();
        List<String> names = new ArrayList<>();
        for (String part : List.of("Query", "Key", "Value")) {
            names.add(stem + "/Split" + part);
        }
        long width = (long) spec.heads() * size;
        long shared = (long) spec.keyValueHeads() * size;
        graph.op("Split", stem + "/Split")
                .inputs(joined, graph.vector(width, shared, shared))
                .with("axis", -1)
                .outputs(names.toArray(String[]::new));
        String query = turned(stem + "/Query", layers.splitHeads(stem + "/Query", names.get(0), spec.heads(), size));
        String key = turned(stem + "/Key", layers.splitHeads(stem + "/Key", names.get(1), spec.keyValueHeads(), size));
        String value = layers.splitHeads(stem + "/Value", names.get(2), spec.keyValueHeads(), size);
        String attended = attended(
                stem,
                grouped(stem, query),
                result("new_key." + layer, key),
                result("new_value." + layer, value),
                layer);
        return layers.mergeHeads(stem, ungrouped(stem, attended), spec.heads() * size);
    }

    private String turned(String stem, String x) {
        return rotary.map(r -> r.turned(stem, x)).orElse(x);
    }

    private String grouped(String stem, String query) {
        return heads(stem + "/Grouped", query, spec.keyValueHeads());
    }

    private String ungrouped(String stem, String attended) {
        return heads(stem + "/Ungrouped", attended, spec.heads());
    }

    private String heads(String name, String x, int heads) {
        return spec.heads() == spec.keyValueHeads()
                ? x
                : graph.op("Reshape", name)
                        .inputs(x, graph.vector(0, heads, -1, spec.headSize()))
                        .output();
    }

    /** Attends; {@code query} is grouped, keys and values are {@code [batch, keyValueHeads, tokens, size]}. */
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

    /** {@code seen}, without keys that a sliding window has left behind. */
    final String inWindow(String stem, String keys, String queries, String seen) {
        if (spec.slidingWindow().isEmpty()) {
            return seen;
        }
        long window = spec.slidingWindow().getAsInt();
        String start = binary("Sub", stem + "/WindowStart", queries, graph.vector(window));
        return binary("And", stem + "/InWindow", seen, binary("Greater", stem + "/NotBefore", keys, start));
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
