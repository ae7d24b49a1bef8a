package io.inferbench.models.onnx;

import io.inferbench.models.spec.DecoderSpec;
import io.inferbench.models.spec.LlamaSpec;
import io.inferbench.models.spec.RotaryTables;

/** ONNX Runtime's GroupQueryAttention: turning, storing and attending in one node. */
final class FusedCachedAttention implements CachedAttention {
    private final DecoderSpec spec;
    private final GraphBuilder graph;
    private String cosines = "";
    private String sines = "";

    FusedCachedAttention(DecoderSpec spec, GraphBuilder graph) {
        this.spec = spec;
        this.graph = graph;
    }

    @Override
    public void prepare() {
        if (spec instanceof LlamaSpec llama) {
            cosines = graph.weight("rotary/Cosines", RotaryTables.cosines(llama));
            sines = graph.weight("rotary/Sines", RotaryTables.sines(llama));
        }
    }

    @Override
    public String attend(String stem, String joined, int layer) {
        NodeBuilder node = graph.microsoft("GroupQueryAttention", stem + "/GroupQueryAttention")
                .inputs(
                        joined,
                        "",
                        "",
                        "past_key." + layer,
                        "past_value." + layer,
                        DecoderGraph.LENGTHS,
                        DecoderGraph.TOTAL_LENGTH,
                        cosines,
                        sines)
                .with("num_heads", spec.heads())
                .with("kv_num_heads", spec.keyValueHeads());
        if (spec instanceof LlamaSpec) {
            node.with("do_rotary", 1);
        }
        spec.slidingWindow().ifPresent(window -> node.with("local_window_size", window));
        String attended = stem + "/Attended";
        node.outputs(attended, "present_key." + layer, "present_value." + layer);
        return attended;
    }
}
