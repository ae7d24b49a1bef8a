package io.inferbench.models.onnx;

import io.inferbench.models.spec.LlamaSpec;
import io.inferbench.models.spec.RotaryTables;
import java.util.List;

/** Rotary embeddings by products and sums, for operator sets that have no operator for them. */
final class PlainRotary {
    private final GraphBuilder graph;
    private final long pairs;
    private final String cosines;
    private final String sines;

    /** Looks up the angles of this call's positions, once for all layers: {@code [batch, 1, sequence, headSize / 2]}. */
    PlainRotary(LlamaSpec spec, GraphBuilder graph) {
        this.graph = graph;
        this.pairs = spec.headSize() / 2;
        this.cosines = ofPositions("rotary/Cosines", graph.weight("rotary/CosineTable", RotaryTables.cosines(spec)));
        this.sines = ofPositions("rotary/Sines", graph.weight("rotary/SineTable", RotaryTables.sines(spec)));
    }

    private String ofPositions(String name, String table) {
        String rows = graph.op("Gather", name + "/Rows")
                .inputs(table, DecoderGraph.POSITION_IDS)
                .output();
        return binary("Unsqueeze", name, rows, graph.vector(1));
    }

    /** Turns {@code x}, {@code [batch, heads, sequence, headSize]}; a pair is an element of the first half and its like of the second. */
    String turned(String stem, String x) {
        List<String> halves = graph.op("Split", stem + "/Halves")
                .inputs(x, graph.vector(pairs, pairs))
                .with("axis", -1)
                .outputs(stem + "/First", stem + "/Second");
        String first = halves.get(0);
        String second = halves.get(1);
        String turnedFirst = binary(
                "Sub",
                stem + "/TurnedFirst",
                binary("Mul", stem + "/FirstCosine", first, cosines),
                binary("Mul", stem + "/SecondSine", second, sines));
        String turnedSecond = binary(
                "Add",
                stem + "/TurnedSecond",
                binary("Mul", stem + "/SecondCosine", second, cosines),
                binary("Mul", stem + "/FirstSine", first, sines));
        return graph.op("Concat", stem + "/Turned")
                .inputs(turnedFirst, turnedSecond)
                .with("axis", -1)
                .output();
    }

    private String binary(String type, String name, String a, String b) {
        return graph.op(type, name).inputs(a, b).output();
    }
}
