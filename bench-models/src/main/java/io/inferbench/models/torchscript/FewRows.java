package io.inferbench.models.torchscript;

import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.WeightSpec;
import java.util.List;

/**
 * Dense layers over few rows, as a decode step has them, on a CPU.
 *
 * <p>{@code torch.linear} asks the matrix library for {@code x · Wᵀ} with the many outputs as the product's rows. MKL,
 * seen on an AMD processor, then works on one thread, and slower for two rows than for one. With the operands the other way round,
 * {@code W · xᵀ}, the same weights are read by all threads, up to four times as fast. One row alone would be a product of
 * matrix and vector, on one thread again, so it is computed twice. What was measured stands in {@code docs/results}.
 */
final class FewRows {
    /** From eight rows on both ways take about the same time, on one thread the usual one less. */
    private static final int MOST_ROWS = 4;

    /** Smaller matrices, of less than a mebibyte, are read faster than the further operators are called. */
    private static final long LEAST_ELEMENTS = 1 << 18;

    private static final String METHOD = "dense";

    private FewRows() {}

    /** Whether a matrix, given by its parts, is worth it; half precision has kernels of its own. */
    static boolean suit(FloatFormat format, List<WeightSpec> parts) {
        return format == FloatFormat.FP32
                && parts.stream().mapToLong(WeightSpec::elements).sum() >= LEAST_ELEMENTS;
    }

    /** The expression of a dense layer; its module must have the method. */
    static String dense(String x, String matrix, String bias) {
        return "(self)." + METHOD + "(" + x + ", " + matrix + ", " + bias + ")";
    }

    /** Adds the method, which finds out at each call what it has before it. */
    static void define(ScriptBuilder script) {
        script.begin(METHOD, "x: Tensor,\n    weight: Tensor,\n    bias: Optional[Tensor]", "Tensor");
        script.set("few", "False");
        // First, so that a GPU's host, which is often what a step waits for, is asked nothing else.
        script.when("torch.__not__(ops.prim.is_cuda(x))");
        script.set("rows", "torch.floordiv(torch.numel(x), torch.size(x, -1))");
        script.set("few", "torch.le(rows, " + MOST_ROWS + ")");
        script.always();
        script.when("few");
        turned(script);
        script.otherwise();
        script.set("y", "torch.linear(x, weight, bias)");
        script.always();
        script.statement("return y");
    }

    private static void turned(ScriptBuilder script) {
        script.set("shape", "torch.size(x)");
        script.set("flat", "torch.reshape(x, [-1, shape[-1]])");
        script.set("count", "torch.size(flat, 0)");
        script.when("torch.eq(count, 1)");
        script.set("flat", "torch.cat([flat, flat])");
        script.always();
        script.set("turned", "torch.t(torch.mm(weight, torch.t(flat)))");
        script.set("y", "torch.contiguous(torch.slice(turned, 0, 0, count))");
        script.when("torch.__isnot__(bias, None)");
        script.set("y", "torch.add(y, unchecked_cast(Tensor, bias))");
        script.always();
        script.set("changed", "torch._set_item(shape, -1, torch.size(weight, 0))");
        script.set("y", "torch.view(y, shape)");
    }
}
