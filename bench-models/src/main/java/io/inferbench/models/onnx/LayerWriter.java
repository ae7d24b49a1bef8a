package io.inferbench.models.onnx;

import io.inferbench.models.spec.Activation;
import io.inferbench.models.spec.LinearTensors;
import io.inferbench.models.spec.NormTensors;
import io.inferbench.models.weights.TensorView;
import io.inferbench.models.weights.WeightSpec;
import java.util.List;

/** The layers that every transformer graph is made of, written with standard operators or with ONNX Runtime's own. */
final class LayerWriter {
    private final GraphBuilder graph;

    LayerWriter(GraphBuilder graph) {
        this.graph = graph;
    }

    /** A tensor in the checkpoint's layout. */
    String direct(WeightSpec tensor) {
        return graph.weight(tensor.name(), new TensorView.Direct(tensor));
    }

    /** {@code x · Wᵀ} for a checkpoint's {@code [out, in]} matrix. */
    String product(String stem, String x, WeightSpec weight) {
        String stored = graph.weight(weight.name() + ".T", new TensorView.Transposed(weight));
        return graph.op("MatMul", stem + "/MatMul").inputs(x, stored).output();
    }

    /** {@code x · Wᵀ + b} over the last dimension of a value of any rank. */
    String linear(String stem, String x, LinearTensors layer) {
        String product = product(stem, x, layer.weight());
        return graph.op("Add", stem + "/Add")
                .inputs(product, direct(layer.bias()))
                .output();
    }

    /** {@code x · Wᵀ + b} for a matrix {@code x}: Gemm takes the checkpoint's layout as it is. */
    String gemm(String stem, String x, LinearTensors layer, String result) {
        return graph.op("Gemm", stem + "/Gemm")
                .inputs(x, direct(layer.weight()), direct(layer.bias()))
                .with("transB", 1)
                .outputs(result)
                .get(0);
    }

    String norm(String stem, String x, NormTensors norm, double epsilon) {
        return graph.op("LayerNormalization", stem + "/LayerNormalization")
                .inputs(x, direct(norm.gain()), direct(norm.bias()))
                .with("axis", -1)
                .with("epsilon", epsilon)
                .output();
    }

    /** An activation by standard operators. */
    String activation(String stem, String x, Activation activation) {
        return switch (activation) {
            case GELU -> graph.op("Gelu", stem + "/Gelu").inputs(x).output();
            case GELU_TANH ->
                graph.op("Gelu", stem + "/Gelu")
                        .inputs(x)
                        .with("approximate", "tanh")
                        .output();
            case RELU -> graph.op("Relu", stem + "/Relu").inputs(x).output();
            case SILU -> {
                String gate = graph.op("Sigmoid", stem + "/Sigmoid").inputs(x).output();
                yield graph.op("Mul", stem + "/Mul").inputs(x, gate).output();
            }
        };
    }

    /** A bias and an activation in one kernel where ONNX Runtime has one. */
    String biasedActivation(String stem, String x, WeightSpec bias, Activation activation) {
        return switch (activation) {
            case GELU ->
                graph.microsoft("BiasGelu", stem + "/BiasGelu")
                        .inputs(x, direct(bias))
                        .output();
            case GELU_TANH ->
                graph.microsoft("FastGelu", stem + "/FastGelu")
                        .inputs(x, direct(bias))
                        .output();
            case SILU, RELU -> {
                String sum =
                        graph.op("Add", stem + "/Add").inputs(x, direct(bias)).output();
                yield activation(stem, sum, activation);
            }
        };
    }

    /** {@code [batch, sequence, heads · size]} as {@code [batch, heads, sequence, size]}. */
    String splitHeads(String stem, String x, int heads, int size) {
        String apart = graph.op("Reshape", stem + "/SplitHeads")
                .inputs(x, graph.vector(0, 0, heads, size))
                .output();
        return graph.op("Transpose", stem + "/HeadsFirst")
                .inputs(apart)
                .with("perm", List.of(0L, 2L, 1L, 3L))
                .output();
    }

    /** The inverse of {@link #splitHeads}. */
    String mergeHeads(String stem, String x, int width) {
        String together = graph.op("Transpose", stem + "/HeadsLast")
                .inputs(x)
                .with("perm", List.of(0L, 2L, 1L, 3L))
                .output();
        return graph.op("Reshape", stem + "/MergeHeads")
                .inputs(together, graph.vector(0, 0, width))
                .output();
    }
}
