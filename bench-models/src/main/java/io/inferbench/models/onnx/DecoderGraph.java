package io.inferbench.models.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.inferbench.models.spec.DecoderSpec;
import io.inferbench.models.spec.LinearTensors;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.TensorView;
import io.inferbench.models.weights.WeightSpec;
import java.util.List;

/**
 * What every decoder graph shares: the signature, the output layer and the values that feed the next step.
 *
 * <p>One graph serves prefill and decode. Which names, shapes and meanings its inputs and outputs have is a contract with
 * backends, written down in {@code docs/models.md}.
 */
abstract class DecoderGraph {
    static final String INPUT_IDS = "input_ids";
    static final String POSITION_IDS = "position_ids";
    static final String LENGTHS = "seqlens_k";
    static final String TOTAL_LENGTH = "total_sequence_length";

    private final DecoderSpec spec;
    final GraphBuilder graph;
    final LayerWriter layers;
    final OnnxVariant variant;
    final CachedAttention attention;

    DecoderGraph(DecoderSpec spec, FloatFormat format, OnnxVariant variant) {
        this.spec = spec;
        this.variant = variant;
        this.graph = new GraphBuilder(spec.name(), format, operatorSet(variant));
        this.layers = new LayerWriter(graph);
        this.attention = switch (variant) {
            case FUSED -> new FusedCachedAttention(spec, graph);
            case STANDARD -> new StandardCachedAttention(spec, graph, layers);
            case PLAIN -> new PlainStepAttention(spec, graph, layers);
            case PLAIN_PREFILL -> new PlainPromptAttention(spec, graph, layers);
        };
    }

    private static int operatorSet(OnnxVariant variant) {
        return switch (variant) {
            case FUSED -> 21;
            // TensorScatter and the length input of Attention came with it.
            case STANDARD -> 24;
            case PLAIN, PLAIN_PREFILL -> 20;
        };
    }

    /** Whether the cache is written by the caller, from the new keys and values that are outputs. */
    final boolean isPlain() {
        return variant == OnnxVariant.PLAIN || variant == OnnxVariant.PLAIN_PREFILL;
    }

    final OnnxModel build() {
        describe();
        Object length = variant == OnnxVariant.PLAIN ? Integer.valueOf(1) : "sequence";
        graph.input(INPUT_IDS, DataType.INT64, "batch", length);
        graph.input(POSITION_IDS, DataType.INT64, "batch", length);
        graph.input(LENGTHS, DataType.INT32, "batch");
        if (variant == OnnxVariant.FUSED) {
            // A scalar on the host: kernels size their work by it.
            graph.input(TOTAL_LENGTH, DataType.INT32);
        }
        for (int layer = 0; layer < spec.layers() && variant != OnnxVariant.PLAIN_PREFILL; layer++) {
            cacheInput("past_key." + layer);
            cacheInput("past_value." + layer);
        }
        attention.prepare();
        outputLayer(lastToken(hiddenStates()));
        nextStep();
        for (int layer = 0; layer < spec.layers(); layer++) {
            cacheOutput((isPlain() ? "new_key." : "present_key.") + layer, length);
            cacheOutput((isPlain() ? "new_value." : "present_value.") + layer, length);
        }
        return graph.build();
    }

    /** The normalised hidden states after the last block, {@code [batch, sequence, hidden]}. */
    abstract String hiddenStates();

    /** The output layer's matrix, {@code [vocabulary, hidden]}. */
    abstract WeightSpec outputMatrix();

    private void describe() {
        graph.metadata("padding", "right");
        graph.metadata("kv_layers", Integer.toString(spec.layers()));
        graph.metadata("kv_heads", Integer.toString(spec.keyValueHeads()));
        graph.metadata("head_size", Integer.toString(spec.headSize()));
        graph.metadata("context_length", Integer.toString(spec.positions()));
        graph.metadata("vocabulary_size", Integer.toString(spec.vocabulary()));
        spec.slidingWindow().ifPresent(w -> graph.metadata("sliding_window", Integer.toString(w)));
    }

    private void cacheInput(String name) {
        graph.input(name, graph.floatType(), "batch", spec.keyValueHeads(), "capacity", spec.headSize());
    }

    private void cacheOutput(String name, Object newTokens) {
        graph.output(
                name,
                graph.floatType(),
                "batch",
                spec.keyValueHeads(),
                isPlain() ? newTokens : "capacity",
                spec.headSize());
    }

    /** The hidden state of each sequence's last real token, {@code [batch, hidden]}. */
    private String lastToken(String x) {
        // Its index in this call: the index of the last token of all, less that of this call's first.
        String lastOfAll = graph.op("Cast", "last/OfAll")
                .inputs(LENGTHS)
                .to(DataType.INT64)
                .output();
        String index = graph.op("Sub", "last/Index")
                .inputs(lastOfAll, firstPosition("last"))
                .output();
        String column = graph.op("Unsqueeze", "last/Column")
                .inputs(index, graph.vector(1, 2))
                .output();
        // GatherElements takes indices on the device as they are, where GatherND would copy offsets from the host.
        String indices = graph.op("Expand", "last/Indices")
                .inputs(column, graph.vector(1, 1, spec.hidden()))
                .output();
        String last = graph.op("GatherElements", "last/Gather")
                .inputs(x, indices)
                .with("axis", 1)
                .output();
        return graph.op("Squeeze", "last/Squeeze").inputs(last, graph.vector(1)).output();
    }

    /** The position of each sequence's first token in this call, {@code [batch]}. */
    final String firstPosition(String stem) {
        return graph.op("Gather", stem + "/FirstPosition")
                .inputs(POSITION_IDS, graph.scalar(0L))
                .with("axis", 1)
                .output();
    }

    private void outputLayer(String x) {
        boolean wide = graph.format() == FloatFormat.FP32;
        graph.op("Gemm", "lm_head/Gemm")
                .inputs(x, layers.direct(outputMatrix()))
                .with("transB", 1)
                .outputs(wide ? "logits" : "lm_head/Narrow");
        if (!wide) {
            graph.op("Cast", "logits")
                    .inputs("lm_head/Narrow")
                    .to(DataType.FLOAT)
                    .output();
        }
        LargestLogit.write(graph, "logits", "next_token", spec.vocabulary());
        graph.output("logits", DataType.FLOAT, "batch", spec.vocabulary());
        graph.output("next_token", DataType.INT64, "batch", 1);
    }

    /**
     * The position and length inputs of the next step.
     *
     * <p>They may be written over this step's inputs, so they must be made after everything that reads those: they are made
     * to depend on the token.
     */
    private void nextStep() {
        String less = graph.op("Sub", "next/TokenLessOne")
                .inputs("next_token", graph.vector(1))
                .output();
        String one = graph.op("Sub", "next/One").inputs("next_token", less).output();
        String position = graph.op("Unsqueeze", "next/LastPosition")
                .inputs("last/OfAll", graph.vector(1))
                .output();
        graph.op("Add", "next_position").inputs(position, one).output();
        String flat =
                graph.op("Squeeze", "next/OneFlat").inputs(one, graph.vector(1)).output();
        String narrow = graph.op("Cast", "next/OneNarrow")
                .inputs(flat)
                .to(DataType.INT32)
                .output();
        graph.op("Add", "next_seqlens_k").inputs(LENGTHS, narrow).output();
        graph.output("next_position", DataType.INT64, "batch", 1);
        graph.output("next_seqlens_k", DataType.INT32, "batch");
    }

    /** {@code x · W + b} for a matrix that the checkpoint stores as {@code [in, out]}. */
    final String inward(String stem, String x, LinearTensors layer) {
        String product = inwardProduct(stem, x, layer);
        return graph.op("Add", stem + "/Add")
                .inputs(product, layers.direct(layer.bias()))
                .output();
    }

    final String inwardProduct(String stem, String x, LinearTensors layer) {
        return graph.op("MatMul", stem + "/MatMul")
                .inputs(x, layers.direct(layer.weight()))
                .output();
    }

    final String tokens(WeightSpec table) {
        return graph.op("Gather", "embeddings/Tokens")
                .inputs(layers.direct(table), INPUT_IDS)
                .output();
    }

    /** Matrices of the {@code [out, in]} layout as one product. */
    final String joinedProduct(String stem, String x, List<WeightSpec> weights) {
        List<TensorView> parts =
                weights.stream().<TensorView>map(TensorView.Transposed::new).toList();
        String stored = graph.weight(stem + ".weight.T", new TensorView.Joined(parts));
        return graph.op("MatMul", stem + "/MatMul").inputs(x, stored).output();
    }

    final String joinedBias(String stem, String x, List<WeightSpec> biases) {
        List<TensorView> parts =
                biases.stream().<TensorView>map(TensorView.Direct::new).toList();
        String stored = graph.weight(stem + ".bias", new TensorView.Joined(parts));
        return graph.op("Add", stem + "/Add").inputs(x, stored).output();
    }
}
