package io.inferbench.models.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.inferbench.models.spec.BertHead;
import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.LinearTensors;
import io.inferbench.models.weights.FloatFormat;

/** The parts that both forms of a BERT graph share: the signature and the heads. */
abstract class BertGraph {
    static final String INPUT_IDS = "input_ids";
    static final String TOKEN_TYPE_IDS = "token_type_ids";
    static final String ATTENTION_MASK = "attention_mask";

    final BertSpec spec;
    final GraphBuilder graph;
    final LayerWriter layers;

    BertGraph(BertSpec spec, FloatFormat format, int operatorSet) {
        this.spec = spec;
        this.graph = new GraphBuilder(spec.name(), format, operatorSet);
        this.layers = new LayerWriter(graph);
    }

    final OnnxModel build() {
        graph.metadata("padding", padding());
        graph.input(INPUT_IDS, DataType.INT64, "batch", "sequence");
        graph.input(TOKEN_TYPE_IDS, DataType.INT64, "batch", "sequence");
        graph.input(ATTENTION_MASK, DataType.INT64, "batch", "sequence");
        String x = embeddings();
        for (int layer = 0; layer < spec.layers(); layer++) {
            x = block(spec.block(layer), x);
        }
        head(x);
        return graph.build();
    }

    /** Where padding may stand: {@code right} or {@code anywhere}. */
    abstract String padding();

    /** The normalised sum of the three embeddings, {@code [batch, sequence, hidden]}. */
    abstract String embeddings();

    /** One transformer block; {@code stem} starts the names of its tensors. */
    abstract String block(String stem, String x);

    private void head(String x) {
        BertHead head = spec.head();
        if (head instanceof BertHead.SequenceClassification classification) {
            classify(x, classification.labels());
        } else if (head instanceof BertHead.SentenceEmbedding) {
            embed(x);
        } else {
            widen("last_hidden_state", x);
            graph.output("last_hidden_state", DataType.FLOAT, "batch", "sequence", spec.hidden());
        }
    }

    private void classify(String x, int labels) {
        String first = graph.op("Gather", "pooler/FirstToken")
                .inputs(x, graph.scalar(0L))
                .with("axis", 1)
                .output();
        String dense = layers.gemm("pooler.dense", first, spec.pooler(), "pooler.dense/Gemm");
        String pooled = graph.op("Tanh", "pooler/Tanh").inputs(dense).output();
        LinearTensors last = spec.classifier(labels);
        if (graph.format() == FloatFormat.FP32) {
            layers.gemm("classifier", pooled, last, "logits");
        } else {
            widen("logits", layers.gemm("classifier", pooled, last, "classifier/Gemm"));
        }
        graph.output("logits", DataType.FLOAT, "batch", labels);
    }

    /** Sums in fp32 whatever the precision: a mean over 512 tokens loses digits in fp16. */
    private void embed(String x) {
        String wide = widen("pooling/Hidden", x);
        String mask = graph.op("Cast", "pooling/Mask")
                .inputs(ATTENTION_MASK)
                .to(DataType.FLOAT)
                .output();
        String row = graph.op("Unsqueeze", "pooling/MaskRow")
                .inputs(mask, graph.vector(1))
                .output();
        // The length of the result is taken off below, so the sum does as well as the mean.
        String sum = graph.op("MatMul", "pooling/Sum").inputs(row, wide).output();
        String flat = graph.op("Squeeze", "pooling/Squeeze")
                .inputs(sum, graph.vector(1))
                .output();
        graph.op("LpNormalization", "sentence_embedding")
                .inputs(flat)
                .with("axis", -1)
                .with("p", 2)
                .output();
        graph.output("sentence_embedding", DataType.FLOAT, "batch", spec.hidden());
    }

    /** {@code x} under the given name as fp32. */
    private String widen(String name, String x) {
        String type = graph.format() == FloatFormat.FP32 ? "Identity" : "Cast";
        NodeBuilder node = graph.op(type, name).inputs(x);
        return (type.equals("Cast") ? node.to(DataType.FLOAT) : node).output();
    }
}
