package io.inferbench.models.spec;

import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.ModelCost;
import io.inferbench.models.weights.WeightSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apiguardian.api.API;

/**
 * The GPT-2 family: a decoder with learned positions, normalisation before each block, and the token table as output layer
 * (Radford et al., 2019).
 *
 * <p>Its checkpoints store matrices as {@code [in, out]}, unlike those of the other families.
 *
 * @param name the name in plans and reports
 * @param layers the number of blocks
 * @param hidden the width of the hidden state; a multiple of {@code heads}
 * @param heads the number of attention heads
 * @param intermediate the width inside the feed-forward block
 * @param vocabulary the number of token ids
 * @param positions the longest sequence
 * @param normEpsilon what the normalisations add to the variance
 * @param activation the function inside the feed-forward block
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Gpt2Spec(
        String name,
        int layers,
        int hidden,
        int heads,
        int intermediate,
        int vocabulary,
        int positions,
        double normEpsilon,
        Activation activation)
        implements DecoderSpec {

    private static final float DEVIATION = 0.02f;

    /** Checks that the sizes fit together. */
    public Gpt2Spec {
        Sizes.check(name, layers, heads, intermediate, vocabulary, positions);
        Sizes.checkDivides(name, "hidden", hidden, "heads", heads);
    }

    /** GPT-2's own vocabulary, 1,024 positions, epsilon and activation. */
    public static Gpt2Spec of(String name, int layers, int hidden, int heads) {
        return new Gpt2Spec(name, layers, hidden, heads, 4 * hidden, 50_257, 1024, 1e-5, Activation.GELU_TANH);
    }

    @Override
    public Gpt2Spec withPositions(int other) {
        return new Gpt2Spec(name, layers, hidden, heads, intermediate, vocabulary, other, normEpsilon, activation);
    }

    @Override
    public int keyValueHeads() {
        return heads;
    }

    @Override
    public int headSize() {
        return hidden / heads;
    }

    @Override
    public OptionalInt slidingWindow() {
        return OptionalInt.empty();
    }

    @Override
    public List<WeightSpec> tensors() {
        List<WeightSpec> all = new ArrayList<>();
        all.add(tokenEmbeddings());
        all.add(positionEmbeddings());
        for (int layer = 0; layer < layers; layer++) {
            String block = block(layer);
            addNorm(all, norm(block + "ln_1"));
            addLinear(all, attentionInput(block));
            addLinear(all, attentionOutput(block));
            addNorm(all, norm(block + "ln_2"));
            addLinear(all, feedForwardInput(block));
            addLinear(all, feedForwardOutput(block));
        }
        addNorm(all, finalNorm());
        return all;
    }

    @Override
    public Optional<ModelCost> cost(CallShape shape, int weightBytes) {
        double matrices = 4.0 * hidden * hidden + 2.0 * hidden * intermediate;
        double vectors = layers * (9.0 * hidden + intermediate) + 2.0 * hidden;
        // The output layer reads the token table whole; a position's row is read for every token.
        return Optional.of(new DecoderCost(this, layers * matrices, vectors, hidden, weightBytes).of(shape));
    }

    /** The token table, {@code [vocabulary, hidden]}, which is also the output layer. */
    public WeightSpec tokenEmbeddings() {
        return WeightSpec.matrix("wte.weight", vocabulary, hidden, DEVIATION);
    }

    /** The position table, {@code [positions, hidden]}. */
    public WeightSpec positionEmbeddings() {
        return WeightSpec.matrix("wpe.weight", positions, hidden, DEVIATION);
    }

    /** What the names of a block's tensors start with. */
    public String block(int layer) {
        return "h." + layer + ".";
    }

    /** Query, key and value in one matrix, {@code [hidden, 3 · hidden]}. */
    public LinearTensors attentionInput(String block) {
        return linear(block + "attn.c_attn", hidden, 3 * hidden, DEVIATION);
    }

    /** The projection after attention, {@code [hidden, hidden]}. */
    public LinearTensors attentionOutput(String block) {
        return linear(block + "attn.c_proj", hidden, hidden, residualDeviation());
    }

    /** The first layer of the feed-forward block, {@code [hidden, intermediate]}. */
    public LinearTensors feedForwardInput(String block) {
        return linear(block + "mlp.c_fc", hidden, intermediate, DEVIATION);
    }

    /** The second layer of the feed-forward block, {@code [intermediate, hidden]}. */
    public LinearTensors feedForwardOutput(String block) {
        return linear(block + "mlp.c_proj", intermediate, hidden, residualDeviation());
    }

    /** A normalisation by the stem of its tensors' names. */
    public NormTensors norm(String stem) {
        return NormTensors.layerNorm(stem, hidden);
    }

    /** The normalisation before the output layer. */
    public NormTensors finalNorm() {
        return norm("ln_f");
    }

    /** Smaller with depth, as GPT-2 was initialised, so that the residual sum keeps its size. */
    private float residualDeviation() {
        return (float) (DEVIATION / Math.sqrt(2.0 * layers));
    }

    private static LinearTensors linear(String stem, int in, int out, float deviation) {
        return new LinearTensors(
                WeightSpec.matrix(stem + ".weight", in, out, deviation), WeightSpec.bias(stem + ".bias", out));
    }

    private static void addLinear(List<WeightSpec> all, LinearTensors linear) {
        all.add(linear.weight());
        all.add(linear.bias());
    }

    private static void addNorm(List<WeightSpec> all, NormTensors norm) {
        all.add(norm.gain());
        all.add(norm.bias());
    }
}
