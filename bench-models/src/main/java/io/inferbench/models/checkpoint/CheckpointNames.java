package io.inferbench.models.checkpoint;

import io.inferbench.models.spec.BertSpec;
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

    static CheckpointNames of(TransformerSpec spec) {
        if (spec instanceof BertSpec) {
            return BERT;
        }
        throw new IllegalArgumentException(
                "no checkpoint names for " + spec.getClass().getSimpleName());
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
