package io.inferbench.models.spec;

import java.util.OptionalInt;
import org.apiguardian.api.API;

/** Builds a {@link LlamaSpec} by name rather than by place; sizes have no default, options do. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class LlamaSpecBuilder {
    private final String name;
    private int layers;
    private int hidden;
    private int heads;
    private int keyValueHeads;
    private int headSize;
    private int intermediate;
    private int vocabulary;
    private int positions;
    private double normEpsilon = 1e-5;
    private RopeSpec rope = RopeSpec.of(10_000);
    private OptionalInt slidingWindow = OptionalInt.empty();
    private boolean attentionBias;
    private boolean tiedEmbeddings;

    /** A builder for a model of that name. */
    public LlamaSpecBuilder(String name) {
        this.name = name;
    }

    /** A builder that starts from another spec's values. */
    public static LlamaSpecBuilder from(LlamaSpec spec) {
        return from(spec.name(), spec);
    }

    /** A builder for a model of another name that starts from a spec's values. */
    static LlamaSpecBuilder from(String name, LlamaSpec spec) {
        LlamaSpecBuilder builder = new LlamaSpecBuilder(name)
                .layers(spec.layers())
                .hidden(spec.hidden())
                .heads(spec.heads(), spec.keyValueHeads(), spec.headSize())
                .intermediate(spec.intermediate())
                .vocabulary(spec.vocabulary())
                .positions(spec.positions())
                .normEpsilon(spec.normEpsilon())
                .rope(spec.rope())
                .attentionBias(spec.attentionBias())
                .tiedEmbeddings(spec.tiedEmbeddings());
        builder.slidingWindow = spec.slidingWindow();
        return builder;
    }

    /** Sets the number of blocks. */
    public LlamaSpecBuilder layers(int value) {
        layers = value;
        return this;
    }

    /** Sets the width of the hidden state. */
    public LlamaSpecBuilder hidden(int value) {
        hidden = value;
        return this;
    }

    /** Sets the numbers of query heads and of key and value heads, and the width of one. */
    public LlamaSpecBuilder heads(int queries, int keysAndValues, int size) {
        heads = queries;
        keyValueHeads = keysAndValues;
        headSize = size;
        return this;
    }

    /** Sets the width inside the feed-forward block. */
    public LlamaSpecBuilder intermediate(int value) {
        intermediate = value;
        return this;
    }

    /** Sets the number of token ids. */
    public LlamaSpecBuilder vocabulary(int value) {
        vocabulary = value;
        return this;
    }

    /** Sets the longest sequence. */
    public LlamaSpecBuilder positions(int value) {
        positions = value;
        return this;
    }

    /** Sets what the normalisations add; 1e-5 unless said. */
    public LlamaSpecBuilder normEpsilon(double value) {
        normEpsilon = value;
        return this;
    }

    /** Sets the position embeddings; base 10,000 unless said. */
    public LlamaSpecBuilder rope(RopeSpec value) {
        rope = value;
        return this;
    }

    /** Limits attention to a window; unlimited unless said. */
    public LlamaSpecBuilder slidingWindow(int value) {
        slidingWindow = OptionalInt.of(value);
        return this;
    }

    /** Sets whether query, key and value have biases; no unless said. */
    public LlamaSpecBuilder attentionBias(boolean value) {
        attentionBias = value;
        return this;
    }

    /** Sets whether the token table is the output layer; no unless said. */
    public LlamaSpecBuilder tiedEmbeddings(boolean value) {
        tiedEmbeddings = value;
        return this;
    }

    /**
     * Returns the spec.
     *
     * @throws IllegalArgumentException if a size is missing or does not fit
     */
    public LlamaSpec build() {
        return new LlamaSpec(
                name,
                layers,
                hidden,
                heads,
                keyValueHeads,
                headSize,
                intermediate,
                vocabulary,
                positions,
                normEpsilon,
                rope,
                slidingWindow,
                attentionBias,
                tiedEmbeddings);
    }
}
