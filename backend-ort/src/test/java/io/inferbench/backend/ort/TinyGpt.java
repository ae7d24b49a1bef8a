package io.inferbench.backend.ort;

import io.inferbench.api.ElementType;
import io.inferbench.api.model.ModelArtifact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** A decoder of the generation graph's form with random weights, large enough that a wrong cache changes its answers. */
final class TinyGpt {

    static final int VOCABULARY = 61;
    static final int CONTEXT = 48;
    static final int LAYERS = 2;
    static final int HEADS = 2;
    static final int HEAD_SIZE = 32;

    private static final int WIDTH = HEADS * HEAD_SIZE;

    private final OnnxGraph graph = new OnnxGraph("tiny-gpt");
    private final SplittableRandom random = new SplittableRandom(20);

    private final ElementType type;

    private TinyGpt(ElementType type) {
        this.type = type;
    }

    static ModelArtifact write(Path folder) throws IOException {
        return new TinyGpt(ElementType.FLOAT32).build(true).writeTo(folder);
    }

    /** Writes one that computes in half precision, as the attention kernels of a GPU want it. */
    static ModelArtifact writeHalf(Path folder) throws IOException {
        return new TinyGpt(ElementType.FLOAT16).build(true).writeTo(folder);
    }

    /** Writes one whose next positions are not computed in the graph. */
    static ModelArtifact writeWithoutFeedback(Path folder) throws IOException {
        return new TinyGpt(ElementType.FLOAT32).build(false).writeTo(folder);
    }

    private OnnxGraph build(boolean feedback) {
        graph.metadata("context_length", Integer.toString(CONTEXT))
                .input("input_ids", ElementType.INT64, "batch", "sequence")
                .input("position_ids", ElementType.INT64, "batch", "sequence")
                .input("seqlens_k", ElementType.INT32, "batch")
                .input("total_sequence_length", ElementType.INT32);
        weights("wte", VOCABULARY, WIDTH);
        weights("wpe", CONTEXT, WIDTH);
        graph.node("Gather", List.of("wte", "input_ids"), List.of("words"))
                .node("Gather", List.of("wpe", "position_ids"), List.of("places"))
                .node("Add", List.of("words", "places"), List.of("h0"));
        for (int layer = 0; layer < LAYERS; layer++) {
            layer(layer);
        }
        head();
        return feedback ? feedback() : graph;
    }

    /** Takes the logits at the last real position of each sequence. */
    private void head() {
        graph.constant("first", new long[] {}, 0)
                .constant("axis", new long[] {1}, 1)
                .node("Cast", List.of("seqlens_k"), List.of("last_of_all"), OnnxGraph.integer("to", 7))
                .node(
                        "Gather",
                        List.of("position_ids", "first"),
                        List.of("first_position"),
                        OnnxGraph.integer("axis", 1))
                .node("Sub", List.of("last_of_all", "first_position"), List.of("column"))
                .node("Unsqueeze", List.of("column", "axis"), List.of("last_index"))
                .node(
                        "GatherND",
                        List.of("h" + LAYERS, "last_index"),
                        List.of("last"),
                        OnnxGraph.integer("batch_dims", 1))
                .node("Gemm", List.of("last", "wte"), List.of("scores"), OnnxGraph.integer("transB", 1))
                .node("Cast", List.of("scores"), List.of("logits"), OnnxGraph.integer("to", 1))
                .node(
                        "ArgMax",
                        List.of("logits"),
                        List.of("next_token"),
                        OnnxGraph.integer("axis", -1),
                        OnnxGraph.integer("keepdims", 1))
                .output("logits", ElementType.FLOAT32, "batch", VOCABULARY)
                .output("next_token", ElementType.INT64, "batch", 1);
    }

    private void layer(int layer) {
        String at = "l" + layer + ".";
        weights(at + "qkv.w", WIDTH, 3 * WIDTH);
        weights(at + "out.w", WIDTH, WIDTH);
        weights(at + "up.w", WIDTH, 4 * WIDTH);
        weights(at + "down.w", 4 * WIDTH, WIDTH);
        weights(at + "norm.g", WIDTH);
        weights(at + "norm.b", WIDTH);
        for (String kind : List.of("key.", "value.")) {
            graph.input("past_" + kind + layer, type, "batch", HEADS, "capacity", HEAD_SIZE)
                    .output("present_" + kind + layer, type, "batch", HEADS, "capacity", HEAD_SIZE);
        }
        graph.node("MatMul", List.of("h" + layer, at + "qkv.w"), List.of(at + "qkv"))
                .node(
                        OnnxGraph.MICROSOFT,
                        "GroupQueryAttention",
                        List.of(
                                at + "qkv",
                                "",
                                "",
                                "past_key." + layer,
                                "past_value." + layer,
                                "seqlens_k",
                                "total_sequence_length"),
                        List.of(at + "mixed", "present_key." + layer, "present_value." + layer),
                        OnnxGraph.integer("num_heads", HEADS),
                        OnnxGraph.integer("kv_num_heads", HEADS))
                .node("MatMul", List.of(at + "mixed", at + "out.w"), List.of(at + "out"))
                .node("Add", List.of("h" + layer, at + "out"), List.of(at + "sum"))
                .node(
                        "LayerNormalization",
                        List.of(at + "sum", at + "norm.g", at + "norm.b"),
                        List.of(at + "normal"),
                        OnnxGraph.integer("axis", -1))
                .node("MatMul", List.of(at + "normal", at + "up.w"), List.of(at + "up"))
                .node("Tanh", List.of(at + "up"), List.of(at + "bent"))
                .node("MatMul", List.of(at + "bent", at + "down.w"), List.of(at + "down"))
                .node("Add", List.of(at + "sum", at + "down"), List.of("h" + (layer + 1)));
    }

    /** Both depend on the next token, so that they are written after everything has read the inputs they replace. */
    private OnnxGraph feedback() {
        return graph.constant("one", new long[] {1, 1}, 1)
                .node("Sub", List.of("next_token", "one"), List.of("before"))
                .node("Sub", List.of("next_token", "before"), List.of("one_later"))
                .node("Squeeze", List.of("one_later", "axis"), List.of("one_by_batch"))
                .node("Cast", List.of("one_by_batch"), List.of("one_int"), OnnxGraph.integer("to", 6))
                .node("Add", List.of("seqlens_k", "one_int"), List.of("next_seqlens_k"))
                .node("Cast", List.of("next_seqlens_k"), List.of("length"), OnnxGraph.integer("to", 7))
                .node("Unsqueeze", List.of("length", "axis"), List.of("next_position"))
                .output("next_seqlens_k", ElementType.INT32, "batch")
                .output("next_position", ElementType.INT64, "batch", 1);
    }

    private void weights(String name, long... shape) {
        int count = 1;
        for (long length : shape) {
            count *= (int) length;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-0.25, 0.25);
        }
        if (type == ElementType.FLOAT32) {
            graph.weights(name, shape, values);
        } else {
            graph.weights(name + ".wide", shape, values)
                    .node("Cast", List.of(name + ".wide"), List.of(name), OnnxGraph.integer("to", 10));
        }
    }
}
