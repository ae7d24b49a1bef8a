package io.inferbench.models.checkpoint;

import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.LlamaSpec;
import io.inferbench.models.spec.TransformerSpec;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How the names of one family's tensors vary between checkpoints, and which tensors need not be used. */
record CheckpointNames(List<String> prefixes, List<Pattern> ignorable) {

    private static final CheckpointNames BERT = new CheckpointNames(
            List.of("", "bert."),
            List.of(
                    // A buffer of positions counted up from 0.
                    Pattern.compile("(bert\\.)?embeddings\\.position_ids"),
                    // The heads of pre-training.
                    Pattern.compile("cls\\..*"),
                    // Heads that a model with another head leaves out.
                    Pattern.compile("(bert\\.)?pooler\\..*"),
                    Pattern.compile("classifier\\..*")));

    private static final CheckpointNames GPT2 = new CheckpointNames(
            List.of("", "transformer."),
            List.of(
                    // The causal mask, which old checkpoints carry along.
                    Pattern.compile("(transformer\\.)?h\\.\\d+\\.attn\\.(masked_)?bias"),
                    // The token table once more.
                    Pattern.compile("lm_head\\.weight")));

    private static final CheckpointNames LLAMA = new CheckpointNames(
            List.of("model.", ""),
            // A table of frequencies, which old checkpoints carry along.
            List.of(Pattern.compile("(model\\.)?layers\\.\\d+\\.self_attn\\.rotary_emb\\.inv_freq")));

    private static final CheckpointNames TIED_LLAMA = new CheckpointNames(
            LLAMA.prefixes(),
            // The token table once more.
            Stream.concat(LLAMA.ignorable().stream(), Stream.of(Pattern.compile("lm_head\\.weight")))
                    .toList());

    static CheckpointNames of(TransformerSpec spec) {
        if (spec instanceof BertSpec) {
            return BERT;
        }
        if (spec instanceof LlamaSpec llama) {
            return llama.tiedEmbeddings() ? TIED_LLAMA : LLAMA;
        }
        return GPT2;
    }

    /** The names that a tensor may have, the most usual first. */
    Stream<String> candidates(String name) {
        // What checkpoints converted from TensorFlow call the two vectors of a normalisation.
        String old = name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta");
        return prefixes.stream().flatMap(p -> Stream.of(p + name, p + old)).distinct();
    }

    boolean ignores(String name) {
        return ignorable.stream().anyMatch(p -> p.matcher(name).matches());
    }
}
