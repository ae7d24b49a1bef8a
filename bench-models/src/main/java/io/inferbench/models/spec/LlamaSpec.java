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
 * The Llama family: a decoder with rotary positions, root mean square normalisation, grouped query heads and a gated
 * feed-forward block (Touvron et al., 2023). Mistral adds a sliding window, Qwen2 adds biases to query, key and value.
 *
 * @param name the name in plans and reports
 * @param layers the number of blocks
 * @param hidden the width of the hidden state
 * @param heads the number of query heads; a multiple of {@code keyValueHeads}
 * @param keyValueHeads the number of key and value heads
 * @param headSize the width of a head, even
 * @param intermediate the width inside the feed-forward block
 * @param vocabulary the number of token ids
 * @param positions the longest sequence
 * @param normEpsilon what the normalisations add to the mean square
 * @param rope the position embeddings
 * @param slidingWindow how many tokens, itself included, a token attends to
 * @param attentionBias whether query, key and value have biases
 * @param tiedEmbeddings whether the token table is the output layer
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record LlamaSpec(
        String name,
        int layers,
        int hidden,
        int heads,
        int keyValueHeads,
        int headSize,
        int intermediate,
        int vocabulary,
        int positions,
        double normEpsilon,
        RopeSpec rope,
        OptionalInt slidingWindow,
        boolean attentionBias,
        boolean tiedEmbeddings)
        implements DecoderSpec {

    private static final float DEVIATION = 0.02f;

    /** Checks that the sizes fit together. */
    public LlamaSpec {
        Sizes.check(name, layers, hidden, keyValueHeads, intermediate, vocabulary, positions);
        Sizes.checkDivides(name, "heads", heads, "keyValueHeads", keyValueHeads);
        Sizes.checkDivides(name, "headSize", headSize, "2", 2);
        Sizes.check(name, slidingWindow.orElse(1));
    }

    @Override
    public LlamaSpec withPositions(int other) {
        return LlamaSpecBuilder.from(this).positions(other).build();
    }

    @Override
    public List<WeightSpec> tensors() {
        List<WeightSpec> all = new ArrayList<>();
        all.add(tokenEmbeddings());
        for (int layer = 0; layer < layers; layer++) {
            String block = block(layer);
            all.add(norm(block + "input_layernorm"));
            for (Projection projection : List.of(query(block), key(block), value(block))) {
                all.add(projection.weight());
                projection.bias().ifPresent(all::add);
            }
            all.add(attentionOutput(block));
            all.add(norm(block + "post_attention_layernorm"));
            all.add(gate(block));
            all.add(up(block));
            all.add(down(block));
        }
        all.add(finalNorm());
        if (!tiedEmbeddings) {
            all.add(outputLayer());
        }
        return all;
    }

    @Override
    public Optional<ModelCost> cost(CallShape shape, int weightBytes) {
        double attention = 2.0 * hidden * headSize * (heads + keyValueHeads);
        double biases = attentionBias ? headSize * (heads + 2.0 * keyValueHeads) : 0;
        double vectors = layers * (2.0 * hidden + biases) + hidden;
        // A tied token table is read whole by the output layer; another one is read a row a token.
        double row = tiedEmbeddings ? 0 : hidden;
        return Optional.of(
                new DecoderCost(this, layers * (attention + 3.0 * hidden * intermediate), vectors, row, weightBytes)
                        .of(shape));
    }

    /**
     * A projection of the hidden state to heads.
     *
     * @param weight {@code [heads · headSize, hidden]}
     * @param bias one value per output, if the family has them
     */
    public record Projection(WeightSpec weight, Optional<WeightSpec> bias) {}

    /** The token table, {@code [vocabulary, hidden]}. */
    public WeightSpec tokenEmbeddings() {
        return matrix("embed_tokens", vocabulary, hidden);
    }

    /** The output layer, {@code [vocabulary, hidden]}: the token table if they are tied. */
    public WeightSpec outputLayer() {
        return tiedEmbeddings ? tokenEmbeddings() : matrix("lm_head", vocabulary, hidden);
    }

    /** What the names of a block's tensors start with. */
    public String block(int layer) {
        return "layers." + layer + ".";
    }

    /** The query projection of a block. */
    public Projection query(String block) {
        return projection(block + "self_attn.q_proj", heads);
    }

    /** The key projection of a block. */
    public Projection key(String block) {
        return projection(block + "self_attn.k_proj", keyValueHeads);
    }

    /** The value projection of a block. */
    public Projection value(String block) {
        return projection(block + "self_attn.v_proj", keyValueHeads);
    }

    /** The projection after attention, {@code [hidden, heads · headSize]}. */
    public WeightSpec attentionOutput(String block) {
        return matrix(block + "self_attn.o_proj", hidden, heads * headSize);
    }

    /** The gate of the feed-forward block, {@code [intermediate, hidden]}. */
    public WeightSpec gate(String block) {
        return matrix(block + "mlp.gate_proj", intermediate, hidden);
    }

    /** What the gate is multiplied with, {@code [intermediate, hidden]}. */
    public WeightSpec up(String block) {
        return matrix(block + "mlp.up_proj", intermediate, hidden);
    }

    /** The second layer of the feed-forward block, {@code [hidden, intermediate]}. */
    public WeightSpec down(String block) {
        return matrix(block + "mlp.down_proj", hidden, intermediate);
    }

    /** The gain of a normalisation by the stem of its name. */
    public WeightSpec norm(String stem) {
        return WeightSpec.gain(stem + ".weight", hidden);
    }

    /** The gain of the normalisation before the output layer. */
    public WeightSpec finalNorm() {
        return norm("norm");
    }

    private Projection projection(String stem, int count) {
        Optional<WeightSpec> bias =
                attentionBias ? Optional.of(WeightSpec.bias(stem + ".bias", count * headSize)) : Optional.empty();
        return new Projection(matrix(stem, count * headSize, hidden), bias);
    }

    private static WeightSpec matrix(String stem, int out, int in) {
        return WeightSpec.matrix(stem + ".weight", out, in, DEVIATION);
    }
}
