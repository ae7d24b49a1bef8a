package io.inferbench.models.spec;

import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.ModelCost;
import io.inferbench.models.weights.WeightSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The BERT family: an encoder with learned positions and normalisation after each block (Devlin et al., 2018).
 *
 * @param name the name in plans and reports
 * @param layers the number of blocks
 * @param hidden the width of the hidden state; a multiple of {@code heads}
 * @param heads the number of attention heads
 * @param intermediate the width inside the feed-forward block
 * @param vocabulary the number of token ids
 * @param positions the longest sequence
 * @param tokenTypes the number of segment ids
 * @param normEpsilon what the normalisations add to the variance
 * @param activation the function inside the feed-forward block
 * @param head what comes after the last block
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record BertSpec(
        String name,
        int layers,
        int hidden,
        int heads,
        int intermediate,
        int vocabulary,
        int positions,
        int tokenTypes,
        double normEpsilon,
        Activation activation,
        BertHead head)
        implements TransformerSpec {

    private static final float DEVIATION = 0.02f;

    /** Three int64 values a token: id, segment and mask. */
    private static final int INPUT_BYTES = 3 * Long.BYTES;

    /** Checks that the sizes fit together. */
    public BertSpec {
        Sizes.check(name, layers, heads, intermediate, vocabulary, positions, tokenTypes);
        Sizes.checkDivides(name, "hidden", hidden, "heads", heads);
    }

    /** BERT's usual vocabulary, positions, epsilon and activation, with a classifier of two labels. */
    public static BertSpec of(String name, int layers, int hidden, int heads) {
        BertHead head = new BertHead.SequenceClassification(2);
        return new BertSpec(name, layers, hidden, heads, 4 * hidden, 30_522, 512, 2, 1e-12, Activation.GELU, head);
    }

    /** The same model with another head. */
    public BertSpec withHead(BertHead other) {
        return new BertSpec(
                name,
                layers,
                hidden,
                heads,
                intermediate,
                vocabulary,
                positions,
                tokenTypes,
                normEpsilon,
                activation,
                other);
    }

    /** The width of one attention head. */
    public int headSize() {
        return hidden / heads;
    }

    @Override
    public List<WeightSpec> tensors() {
        List<WeightSpec> all = new ArrayList<>();
        all.add(wordEmbeddings());
        all.add(positionEmbeddings());
        all.add(tokenTypeEmbeddings());
        addNorm(all, embeddingNorm());
        for (int layer = 0; layer < layers; layer++) {
            String block = block(layer);
            for (String projection : List.of("attention.self.query", "attention.self.key", "attention.self.value")) {
                addLinear(all, linear(block + projection, hidden, hidden));
            }
            addLinear(all, linear(block + "attention.output.dense", hidden, hidden));
            addNorm(all, norm(block + "attention.output.LayerNorm"));
            addLinear(all, linear(block + "intermediate.dense", hidden, intermediate));
            addLinear(all, linear(block + "output.dense", intermediate, hidden));
            addNorm(all, norm(block + "output.LayerNorm"));
        }
        if (head instanceof BertHead.SequenceClassification classification) {
            addLinear(all, pooler());
            addLinear(all, classifier(classification.labels()));
        }
        return all;
    }

    @Override
    public Optional<ModelCost> cost(CallShape shape, int weightBytes) {
        if (shape.kind() != CallShape.Kind.FORWARD) {
            return Optional.empty();
        }
        double batch = shape.batchSize();
        double tokens = batch * shape.sequenceLength();
        double blocks = layers * (4.0 * hidden * hidden + 2.0 * hidden * intermediate);
        double attention = 4.0 * layers * tokens * shape.sequenceLength() * hidden;
        double headWeights = 0;
        double outputs = tokens * hidden;
        if (head instanceof BertHead.SequenceClassification classification) {
            headWeights = (double) hidden * hidden + (double) hidden * classification.labels();
            outputs = batch * classification.labels();
        } else if (head instanceof BertHead.SentenceEmbedding) {
            outputs = batch * hidden;
        }
        double embeddingRows = Math.min(tokens, vocabulary) + shape.sequenceLength() + tokenTypes;
        double vectors = 2.0 * hidden + layers * (9.0 * hidden + intermediate);
        double weights = blocks + headWeights + vectors + embeddingRows * hidden;
        return Optional.of(new ModelCost(
                2 * tokens * blocks + attention + 2 * batch * headWeights,
                weights * weightBytes + tokens * INPUT_BYTES + outputs * Float.BYTES));
    }

    /** The token table, {@code [vocabulary, hidden]}. */
    public WeightSpec wordEmbeddings() {
        return WeightSpec.matrix("embeddings.word_embeddings.weight", vocabulary, hidden, DEVIATION);
    }

    /** The position table, {@code [positions, hidden]}. */
    public WeightSpec positionEmbeddings() {
        return WeightSpec.matrix("embeddings.position_embeddings.weight", positions, hidden, DEVIATION);
    }

    /** The segment table, {@code [tokenTypes, hidden]}. */
    public WeightSpec tokenTypeEmbeddings() {
        return WeightSpec.matrix("embeddings.token_type_embeddings.weight", tokenTypes, hidden, DEVIATION);
    }

    /** The normalisation of the embeddings' sum. */
    public NormTensors embeddingNorm() {
        return norm("embeddings.LayerNorm");
    }

    /** The dense layer over the first token, which the classifier reads. */
    public LinearTensors pooler() {
        return linear("pooler.dense", hidden, hidden);
    }

    /** The last layer of a classifier. */
    public LinearTensors classifier(int labels) {
        return linear("classifier", hidden, labels);
    }

    /** What the names of a block's tensors start with. */
    public String block(int layer) {
        return "encoder.layer." + layer + ".";
    }

    /** A dense layer of this model by the stem of its tensors' names. */
    public LinearTensors linear(String stem, int in, int out) {
        return new LinearTensors(
                WeightSpec.matrix(stem + ".weight", out, in, DEVIATION), WeightSpec.bias(stem + ".bias", out));
    }

    /** A normalisation of this model by the stem of its tensors' names. */
    public NormTensors norm(String stem) {
        return NormTensors.layerNorm(stem, hidden);
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
