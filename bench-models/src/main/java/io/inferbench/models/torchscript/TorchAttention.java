package io.inferbench.models.torchscript;

import io.inferbench.models.spec.DecoderSpec;
import io.inferbench.models.spec.LlamaSpec;
import io.inferbench.models.spec.RotaryTables;
import io.inferbench.models.weights.TensorView;
import java.util.List;

/**
 * Attention over a cache of fixed length, which it also extends by this call's keys and values.
 *
 * <p>All sequences end in the same column of the cache, so writing is one copy of a slice and reading takes a view of what is
 * filled. A mask is made only where prompts of unequal length or a sliding window ask for one: without a mask PyTorch takes
 * its fastest kernels.
 */
final class TorchAttention {
    private static final String NO_MASK = "annotate(Optional[Tensor], None)";

    private final DecoderSpec spec;
    private final ScriptBuilder script;
    private final boolean overCache;
    private final boolean rotary;

    private TorchAttention(DecoderSpec spec, ScriptBuilder script, boolean overCache) {
        this.spec = spec;
        this.script = script;
        this.overCache = overCache;
        this.rotary = spec instanceof LlamaSpec;
        script.set("key_caches", "torch.unbind(keys, 0)");
        script.set("value_caches", "torch.unbind(values, 0)");
        if (spec instanceof LlamaSpec llama) {
            turns(llama);
        }
    }

    /** The pass over the prompts, into an empty cache. */
    static TorchAttention overPrompts(DecoderSpec spec, ScriptBuilder script) {
        TorchAttention attention = new TorchAttention(spec, script, false);
        script.set("begin", "0");
        script.set("end", "length");
        attention.maskPrompts();
        return attention;
    }

    /** The pass over one token a sequence. */
    static TorchAttention overCache(DecoderSpec spec, ScriptBuilder script) {
        TorchAttention attention = new TorchAttention(spec, script, true);
        script.set("begin", "column");
        script.set("end", "torch.add(column, 1)");
        attention.maskCache();
        return attention;
    }

    /** The cosines and sines of this call's positions, {@code [batch, length, 1, headSize]}. */
    private void turns(LlamaSpec llama) {
        TensorView cosines = RotaryTables.cosines(llama);
        TensorView both = new TensorView.Joined(List.of(cosines, cosines));
        TensorView signed =
                new TensorView.Joined(List.of(RotaryTables.negativeSines(llama), RotaryTables.sines(llama)));
        String table = script.weight("rotary.cosines", both);
        script.set("cosines", "torch.unsqueeze(torch.embedding(" + table + ", position_ids), 2)");
        table = script.weight("rotary.sines", signed);
        script.set("sines", "torch.unsqueeze(torch.embedding(" + table + ", position_ids), 2)");
    }

    /** Every row keeps its own column, or padding before a prompt would be rows without any key. */
    private void maskPrompts() {
        script.set("mask", NO_MASK);
        script.set("causal", "True");
        script.when(
                spec.slidingWindow().isPresent()
                        ? "torch.__or__(ragged, torch.gt(length, "
                                + spec.slidingWindow().getAsInt() + "))"
                        : "ragged");
        script.set("row", "torch.unsqueeze(columns, 1)");
        script.set("key", "torch.unsqueeze(columns, 0)");
        script.set("seen", "torch.le(key, row)");
        if (spec.slidingWindow().isPresent()) {
            int window = spec.slidingWindow().getAsInt();
            script.set("seen", "torch.logical_and(seen, torch.gt(key, torch.sub(row, " + window + ")))");
        }
        script.set("real", "torch.ge(key, torch.unsqueeze(padding, 1))");
        script.set("both", "torch.logical_and(torch.unsqueeze(seen, 0), torch.unsqueeze(real, 1))");
        script.set("mask", "torch.unsqueeze(torch.logical_or(both, torch.unsqueeze(torch.eq(key, row), 0)), 1)");
        script.set("causal", "False");
        script.always();
    }

    private void maskCache() {
        script.set(
                "start",
                spec.slidingWindow().isPresent()
                        ? "ops.prim.max(0, torch.sub(end, "
                                + spec.slidingWindow().getAsInt() + "))"
                        : "0");
        script.set("mask", NO_MASK);
        script.when("ragged");
        script.set(
                "key",
                "torch.unsqueeze(torch.arange(start, end, dtype=4, layout=None, device=ops.prim.device(padding),"
                        + " pin_memory=None), 0)");
        script.set("mask", "torch.unsqueeze(torch.unsqueeze(torch.ge(key, torch.unsqueeze(padding, 1)), 1), 1)");
        script.always();
    }

    /**
     * Attends for one layer.
     *
     * @param joined query, key and value side by side, {@code [batch, length, (heads + 2 · keyValueHeads) · headSize]}
     * @return {@code [batch, length, heads · headSize]}
     */
    String attend(String joined, int layer) {
        int queries = spec.heads();
        int groups = spec.keyValueHeads();
        int all = queries + 2 * groups;
        String apart = script.let(
                "apart", "torch.view(" + joined + ", [batch, length, " + all + ", " + spec.headSize() + "])");
        String turned = rotary ? turned(slice(apart, 2, 0, queries + groups)) : apart;
        String query = heads("query", turned, 0, queries);
        String key = heads("key_heads", turned, queries, queries + groups);
        String value = heads("value_heads", apart, queries + groups, all);
        store("key_caches[" + layer + "]", key);
        store("value_caches[" + layer + "]", value);
        String attended = overCache ? overCache(query, layer) : overPrompts(query, key, value);
        return script.let("merged", attended + ", [batch, length, " + queries * spec.headSize() + "])");
    }

    /** Turns the first half of each head against the second; the first half's sines carry the minus. */
    private String turned(String x) {
        int half = spec.headSize() / 2;
        String heads = script.let("heads", x);
        String swapped = script.let(
                "swapped", "torch.cat([" + slice(heads, 3, half, 2 * half) + ", " + slice(heads, 3, 0, half) + "], 3)");
        return script.let("turned", "torch.addcmul(torch.mul(" + heads + ", cosines), " + swapped + ", sines)");
    }

    private String heads(String stem, String x, int from, int to) {
        return script.let(stem, "torch.transpose(" + slice(x, 2, from, to) + ", 1, 2)");
    }

    private void store(String cache, String update) {
        script.let("stored", "torch.copy_(torch.slice(" + cache + ", 2, begin, end, 1), " + update + ")");
    }

    /** Attends to the cache; queries that share keys stand below each other like the tokens of one longer sequence. */
    private String overCache(String query, int layer) {
        int groups = spec.keyValueHeads();
        String grouped = script.let(
                "grouped",
                "torch.reshape(" + query + ", [batch, " + groups + ", " + spec.heads() / groups + ", " + spec.headSize()
                        + "])");
        String keys = "torch.slice(key_caches[" + layer + "], 2, start, end, 1)";
        String values = "torch.slice(value_caches[" + layer + "], 2, start, end, 1)";
        String attended = script.let(
                "attended", "torch.scaled_dot_product_attention(" + grouped + ", " + keys + ", " + values + ", mask)");
        return "torch.reshape(" + attended;
    }

    /** Attends to this call's own keys: the cache holds nothing else yet. */
    private String overPrompts(String query, String key, String value) {
        String attended = script.let(
                "attended",
                "torch.scaled_dot_product_attention(" + query + ", " + spread(key) + ", " + spread(value)
                        + ", mask, 0., causal)");
        return "torch.reshape(torch.transpose(" + attended + ", 1, 2)";
    }

    /** One key head for each query head. */
    private String spread(String x) {
        int shared = spec.heads() / spec.keyValueHeads();
        if (shared == 1) {
            return x;
        }
        return script.let(
                "spread",
                "torch.reshape(torch.expand(torch.unsqueeze(" + x + ", 2), [batch, " + spec.keyValueHeads() + ", "
                        + shared + ", length, " + spec.headSize() + "]), [batch, " + spec.heads() + ", length, "
                        + spec.headSize() + "])");
    }

    private static String slice(String x, int axis, int from, int to) {
        return "torch.slice(" + x + ", " + axis + ", " + from + ", " + to + ", 1)";
    }
}
