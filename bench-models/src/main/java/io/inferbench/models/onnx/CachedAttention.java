package io.inferbench.models.onnx;

/** Attention over a cache of fixed length, which it also extends by this call's keys and values. */
interface CachedAttention {

    /** Adds what all layers share; called once, after the inputs are declared. */
    void prepare();

    /**
     * Attends for one layer.
     *
     * @param stem starts the names of the layer's nodes
     * @param joined query, key and value side by side, {@code [batch, sequence, (heads + 2 · keyValueHeads) · headSize]}
     * @return {@code [batch, sequence, heads · headSize]}
     */
    String attend(String stem, String joined, int layer);
}
