package io.inferbench.backend.ort;

import io.inferbench.api.ElementType;
import io.inferbench.api.Tensor;
import io.inferbench.api.backend.InferenceRequest;
import io.inferbench.api.model.ModelArtifact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Models small enough to know their answers by heart. */
final class TinyModels {

    static final int VOCABULARY = 5;
    static final int WIDTH = 3;

    private TinyModels() {}

    /** Looks rows up and scales them: {@code hidden[b][s] = scale * row(ids[b][s])}, {@code pooled[b] = sum over s}. */
    static ModelArtifact lookup(Path folder) throws IOException {
        return lookupGraph("lookup").writeTo(folder);
    }

    private static OnnxGraph lookupGraph(String name) {
        float[] rows = new float[VOCABULARY * WIDTH];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(i / WIDTH, i % WIDTH);
        }
        return new OnnxGraph(name)
                .input("ids", ElementType.INT64, "batch", "sequence")
                .input("scale", ElementType.FLOAT32, 1)
                .output("hidden", ElementType.FLOAT32, "batch", "sequence", WIDTH)
                .output("pooled", ElementType.FLOAT32, "batch", WIDTH)
                .weights("rows", new long[] {VOCABULARY, WIDTH}, rows)
                .node("Gather", List.of("rows", "ids"), List.of("found"))
                .node("Mul", List.of("found", "scale"), List.of("hidden"))
                .node(
                        "ReduceL1",
                        List.of("hidden"),
                        List.of("pooled"),
                        OnnxGraph.integers("axes", 1),
                        OnnxGraph.integer("keepdims", 0));
    }

    /** One weight of the lookup table; positive. */
    static float row(int id, int column) {
        return 1 + id + 0.25f * column;
    }

    static InferenceRequest lookupRequest(float scale, long[] shape, long... ids) {
        return InferenceRequest.builder()
                .input(Tensor.ofLongs("ids", shape, ids))
                .input(Tensor.ofFloats("scale", new long[] {1}, scale))
                .sampleCount(Math.max(1, shape[0]))
                .build();
    }

    /** Gives the places of the values that are not zero: a shape that depends on values. */
    static ModelArtifact places(Path folder) throws IOException {
        return new OnnxGraph("places")
                .input("x", ElementType.FLOAT32, "n")
                .output("places", ElementType.INT64, 1, "found")
                .node("NonZero", List.of("x"), List.of("places"))
                .writeTo(folder);
    }

    /** Says that the output is as long as the input, and doubles it. */
    static ModelArtifact misleading(Path folder) throws IOException {
        return new OnnxGraph("misleading")
                .input("x", ElementType.FLOAT32, "n")
                .input("y", ElementType.FLOAT32, "m")
                .output("z", ElementType.FLOAT32, "n")
                .node("Concat", List.of("x", "y"), List.of("z"), OnnxGraph.integer("axis", 0))
                .writeTo(folder);
    }

    /** Gives back what it got, in one element type. */
    static ModelArtifact echo(Path folder, ElementType type) throws IOException {
        return new OnnxGraph("echo-" + type.name().toLowerCase(java.util.Locale.ROOT))
                .input("x", type, "n")
                .output("y", type, "n")
                .node("Identity", List.of("x"), List.of("y"))
                .writeTo(folder);
    }

    /** Gives a tensor, and a sequence that the harness does not carry. */
    static ModelArtifact sequence(Path folder) throws IOException {
        return new OnnxGraph("sequence")
                .input("x", ElementType.FLOAT32, "n")
                .output("y", ElementType.FLOAT32, "n")
                .sequenceOutput("s")
                .node("Identity", List.of("x"), List.of("y"))
                .node("SequenceConstruct", List.of("x"), List.of("s"))
                .writeTo(folder);
    }
}
