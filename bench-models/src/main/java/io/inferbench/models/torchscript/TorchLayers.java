package io.inferbench.models.torchscript;

import io.inferbench.models.spec.Activation;
import io.inferbench.models.spec.LinearTensors;
import io.inferbench.models.spec.NormTensors;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.TensorView;
import io.inferbench.models.weights.WeightSpec;
import java.util.List;
import java.util.Optional;

/** The layers that every transformer module is made of, as PyTorch's functional operators. */
final class TorchLayers {
    private final ScriptBuilder script;
    private final boolean fewRows;

    private TorchLayers(ScriptBuilder script, boolean fewRows) {
        this.script = script;
        this.fewRows = fewRows;
    }

    TorchLayers(ScriptBuilder script) {
        this(script, false);
    }

    /** The layers of a module that is often called with one row a sequence and has the method of {@link FewRows}. */
    static TorchLayers ofFewRows(ScriptBuilder script) {
        return new TorchLayers(script, true);
    }

    /** A tensor in the checkpoint's layout. */
    String direct(WeightSpec tensor) {
        return script.weight(tensor.name(), new TensorView.Direct(tensor));
    }

    /** A dense layer whose matrix the checkpoint stores as {@code [out, in]}. */
    String linear(String stem, String x, LinearTensors layer) {
        return linear(stem, x, List.of(layer.weight()), direct(layer.weight()), Optional.of(direct(layer.bias())));
    }

    /** A dense layer whose matrix the checkpoint stores as {@code [in, out]}; PyTorch's kernels want it turned. */
    String inward(String stem, String x, LinearTensors layer) {
        String turned = script.weight(layer.weight().name() + ".T", new TensorView.Transposed(layer.weight()));
        return linear(stem, x, List.of(layer.weight()), turned, Optional.of(direct(layer.bias())));
    }

    /** A dense layer without a bias. */
    String product(String stem, String x, WeightSpec weight) {
        return linear(stem, x, List.of(weight), direct(weight), Optional.empty());
    }

    /** Several dense layers over the same value as one, their outputs side by side. */
    String joined(String stem, String x, String name, List<WeightSpec> weights, List<WeightSpec> biases) {
        List<TensorView> matrices =
                weights.stream().<TensorView>map(TensorView.Direct::new).toList();
        String matrix = script.weight(name + ".weight", new TensorView.Stacked(matrices));
        if (biases.isEmpty()) {
            return linear(stem, x, weights, matrix, Optional.empty());
        }
        List<TensorView> vectors =
                biases.stream().<TensorView>map(TensorView.Direct::new).toList();
        String vector = script.weight(name + ".bias", new TensorView.Joined(vectors));
        return linear(stem, x, weights, matrix, Optional.of(vector));
    }

    private String linear(String stem, String x, List<WeightSpec> parts, String matrix, Optional<String> bias) {
        String vector = bias.orElse("None");
        return script.let(
                stem,
                fewRows && FewRows.suit(script.format(), parts)
                        ? FewRows.dense(x, matrix, vector)
                        : "torch.linear(" + x + ", " + matrix + ", " + vector + ")");
    }

    String norm(String stem, String x, NormTensors norm, double epsilon) {
        int width = norm.gain().shape().get(0);
        return script.let(
                stem,
                "torch.layer_norm(" + x + ", [" + width + "], " + direct(norm.gain()) + ", " + direct(norm.bias())
                        + ", " + epsilon + ")");
    }

    String rootMeanSquareNorm(String stem, String x, WeightSpec gain, double epsilon) {
        return script.let(
                stem,
                "torch.rms_norm(" + x + ", [" + gain.shape().get(0) + "], " + direct(gain) + ", " + epsilon + ")");
    }

    String activation(String stem, String x, Activation activation) {
        return script.let(
                stem,
                switch (activation) {
                    case GELU -> "torch.gelu(" + x + ", approximate=\"none\")";
                    case GELU_TANH -> "torch.gelu(" + x + ", approximate=\"tanh\")";
                    case RELU -> "torch.relu(" + x + ")";
                    case SILU -> "torch.silu(" + x + ")";
                });
    }

    String add(String stem, String a, String b) {
        return script.let(stem, "torch.add(" + a + ", " + b + ")");
    }

    String embedding(String stem, WeightSpec table, String ids) {
        return script.let(stem, "torch.embedding(" + direct(table) + ", " + ids + ")");
    }

    /** {@code x} in single precision. */
    String widen(String stem, String x) {
        return script.format() == FloatFormat.FP32 ? x : script.let(stem, "torch.to(" + x + ", 6)");
    }
}
