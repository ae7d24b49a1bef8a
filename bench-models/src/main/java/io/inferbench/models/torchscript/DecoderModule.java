package io.inferbench.models.torchscript;

import io.inferbench.models.spec.DecoderSpec;
import io.inferbench.models.weights.FloatFormat;
import io.inferbench.models.weights.WeightSpec;

/**
 * What every decoder module shares: its three methods, the signature and the output layer.
 *
 * <p>{@code new_cache} makes the buffers of keys and values, {@code prefill} reads the prompts into them and {@code decode}
 * adds one token. What they take and give is a contract with backends, written down in {@code docs/models.md}.
 */
abstract class DecoderModule {
    /** What a backend recognises the methods by. */
    private static final String FORM = "new_cache-prefill-decode";

    private static final String CACHE = "keys: Tensor,\n    values: Tensor";
    private static final String ANSWER = "Tuple[Tensor, Tensor, Tensor]";

    private final DecoderSpec spec;
    final ScriptBuilder script;
    final TorchLayers layers;

    DecoderModule(DecoderSpec spec, FloatFormat format, String className) {
        this.spec = spec;
        this.script = new ScriptBuilder(className, format);
        this.layers = TorchLayers.ofFewRows(script);
    }

    final TorchScriptModel build() {
        describe();
        if (script.format() == FloatFormat.FP32) {
            FewRows.define(script);
        }
        newCache();
        prefill();
        decode();
        return script.build();
    }

    /** The hidden states after the last block and before its normalisation, {@code [batch, length, hidden]}. */
    abstract String hiddenStates(TorchAttention attention);

    /** The normalisation before the output layer. */
    abstract String lastNorm(String x);

    /** The output layer's matrix, {@code [vocabulary, hidden]}. */
    abstract WeightSpec outputMatrix();

    private void describe() {
        script.fact("generation", FORM);
        script.fact("padding", "left");
        script.fact("kv_layers", spec.layers());
        script.fact("kv_heads", spec.keyValueHeads());
        script.fact("head_size", spec.headSize());
        script.fact("kv_value_bytes", script.format().bytes());
        script.fact("context_length", spec.positions());
        script.fact("vocabulary_size", spec.vocabulary());
        spec.slidingWindow().ifPresent(window -> script.fact("sliding_window", window));
    }

    private void newCache() {
        script.begin("new_cache", "batch: int,\n    capacity: int", "Tuple[Tensor, Tensor]");
        String zeros = "torch.new_zeros(" + layers.direct(outputMatrix()) + ", [" + spec.layers() + ", batch, "
                + spec.keyValueHeads() + ", capacity, " + spec.headSize() + "])";
        script.set("keys", zeros);
        script.set("values", zeros);
        script.statement("return (keys, values)");
    }

    private void prefill() {
        script.begin("prefill", "input_ids: Tensor,\n    padding: Tensor,\n    ragged: bool,\n    " + CACHE, ANSWER);
        script.set("batch", "torch.size(input_ids, 0)");
        script.set("length", "torch.size(input_ids, 1)");
        script.set(
                "columns",
                "torch.arange(length, dtype=4, layout=None, device=ops.prim.device(input_ids), pin_memory=None)");
        script.set(
                "position_ids", "torch.clamp(torch.sub(torch.unsqueeze(columns, 0), torch.unsqueeze(padding, 1)), 0)");
        TorchAttention attention = TorchAttention.overPrompts(spec, script);
        answer(hiddenStates(attention));
    }

    private void decode() {
        script.begin(
                "decode",
                "input_ids: Tensor,\n    position_ids: Tensor,\n    padding: Tensor,\n    ragged: bool,\n    column: int,\n    "
                        + CACHE,
                ANSWER);
        script.set("batch", "torch.size(input_ids, 0)");
        script.set("length", "1");
        TorchAttention attention = TorchAttention.overCache(spec, script);
        answer(hiddenStates(attention));
    }

    /** Prompts are padded on the left, so the last column holds the last token of every sequence. */
    private void answer(String x) {
        String last = lastNorm(script.let("last", "torch.select(" + x + ", 1, -1)"));
        String logits = layers.widen("logits", layers.product("logits", last, outputMatrix()));
        script.set("next_token", "torch.argmax(" + logits + ", -1, True)");
        script.set("next_position", "torch.unsqueeze(torch.add(torch.select(position_ids, 1, -1), 1), 1)");
        script.statement("return (" + logits + ", next_token, next_position)");
    }
}
