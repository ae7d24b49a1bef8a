package io.inferbench.models.onnx;

import io.inferbench.models.spec.DecoderSpec;
import io.inferbench.models.spec.LlamaSpec;
import io.inferbench.models.spec.RotaryTables;
import java.util.ArrayList;
import java.util.List;

/** TensorScatter writes keys and values into the cache, Attention reads them there. */
final class StandardCachedAttention implements CachedAttention {
    private static final String FIRST = "cache/FirstPosition";
    private static final String VALID = "cache/ValidLength";
    private static final String WINDOW = "cache/WindowMask";

    private final DecoderSpec spec;
    private final GraphBuilder graph;
    private final LayerWriter layers;
    private String cosines = "";
    private String sines = "";

    StandardCachedAttention(DecoderSpec spec, GraphBuilder graph, LayerWriter layers) {
        this.spec = spec;
        this.graph = graph;
        this.layers = layers;
    }

    @Override
    public void prepare() {
        graph.op("Gather", FIRST)
                .inputs(DecoderGraph.POSITION_IDS, graph.scalar(0L))
                .with("axis", 1)
                .output();
        if (spec instanceof LlamaSpec llama) {
            cosines = graph.weight("rotary/Cosines", RotaryTables.cosines(llama));
            sines = graph.weight("rotary/Sines", RotaryTables.sines(llama));
        }
        if (spec.slidingWindow().isPresent()) {
            windowMask(spec.slidingWindow().getAsInt());
        } else {
            validLength();
        }
    }

    /** How much of the cache holds something, padding included: causality hides the padding from real tokens. */
    private void validLength() {
        String length = graph.op("Shape", "cache/Sequence")
                .inputs(DecoderGraph.INPUT_IDS)
                .with("start", 1)
                .with("end", 2)
                .output();
        graph.op("Add", VALID).inputs(FIRST, length).output();
    }

    /** True where a key is neither after the query nor out of the window, {@code [batch, 1, sequence, capacity]}. */
    private void windowMask(int window) {
        String capacity = graph.op("Shape", "cache/Capacity")
                .inputs("past_key.0")
                .with("start", 2)
                .with("end", 3)
                .output();
        String scalar = graph.op("Squeeze", "cache/CapacityScalar")
                .inputs(capacity, graph.vector(0))
                .output();
        String keys = graph.op("Range", "cache/Keys")
                .inputs(graph.scalar(0L), scalar, graph.scalar(1L))
                .output();
        String queries = graph.op("Unsqueeze", "cache/Queries")
                .inputs(DecoderGraph.POSITION_IDS, graph.vector(1, 3))
                .output();
        String notAfter =
                graph.op("LessOrEqual", "cache/NotAfter").inputs(keys, queries).output();
        String start = graph.op("Sub", "cache/WindowStart")
                .inputs(queries, graph.vector(window))
                .output();
        String notBefore =
                graph.op("Greater", "cache/NotBefore").inputs(keys, start).output();
        graph.op("And", WINDOW).inputs(notAfter, notBefore).output();
    }

    @Override
    public String attend(String stem, String joined, int layer) {
        int size = spec.headSize();
        List<String> parts = split(stem, joined);
        String query = turned(stem + "/Query", layers.splitHeads(stem + "/Query", parts.get(0), spec.heads(), size));
        String key = turned(stem + "/Key", layers.splitHeads(stem + "/Key", parts.get(1), spec.keyValueHeads(), size));
        String value = layers.splitHeads(stem + "/Value", parts.get(2), spec.keyValueHeads(), size);
        scatter("past_key." + layer, key, "present_key." + layer);
        scatter("past_value." + layer, value, "present_value." + layer);
        NodeBuilder node = graph.op("Attention", stem + "/Attention");
        if (spec.slidingWindow().isPresent()) {
            node.inputs(query, "present_key." + layer, "present_value." + layer, WINDOW);
        } else {
            node.inputs(query, "present_key." + layer, "present_value." + layer, "", "", "", VALID)
                    .with("is_causal", 1);
        }
        return layers.mergeHeads(stem, node.output(), spec.heads() * size);
    }

    private List<String> split(String stem, String joined) {
        long queries = (long) spec.heads() * spec.headSize();
        long keys = (long) spec.keyValueHeads() * spec.headSize();
        List<String> names = new ArrayList<>();
        for (String part : List.of("Query", "Key", "Value")) {
            names.add(stem + "/Split" + part);
        }
        return graph.op("Split", stem + "/Split")
                .inputs(joined, graph.vector(queries, keys, keys))
                .with("axis", -1)
                .outputs(names.toArray(String[]::new));
    }

    private String turned(String stem, String x) {
        if (cosines.isEmpty()) {
            return x;
        }
        return graph.op("RotaryEmbedding", stem + "/RotaryEmbedding")
                .inputs(x, cosines, sines, DecoderGraph.POSITION_IDS)
                .output();
    }

    private void scatter(String past, String update, String present) {
        graph.op("TensorScatter", present)
                .inputs(past, update, FIRST)
                .with("axis", -2)
                .with("mode", "linear")
                .output();
    }
}
