package io.inferbench.models;

import io.inferbench.api.model.ModelException;
import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.option.Options;
import io.inferbench.models.spec.BertHead;
import io.inferbench.models.spec.BertSpec;
import io.inferbench.models.spec.DecoderSpec;
import io.inferbench.models.spec.TransformerSpec;
import java.util.List;
import java.util.Optional;

/** The options that change a spec, whether it comes from a preset or a checkpoint. */
final class SpecOptions {
    static final OptionSpec<Head> HEAD =
            OptionSpec.choice("head", Head.class, "what a BERT model ends with; its own unless said");

    static final OptionSpec<Integer> LABELS =
            OptionSpec.integer("labels", 1, 1_000_000, "classes of a classification head; 2 unless said");

    static final OptionSpec<Integer> CONTEXT_LENGTH = OptionSpec.integer(
            "context-length", 1, 1 << 24, "the longest sequence of a generating model; its own unless said");

    static final List<OptionSpec<?>> ALL = List.of(HEAD, LABELS, CONTEXT_LENGTH);

    private SpecOptions() {}

    /** The heads that can be asked for by name. */
    enum Head {
        /** {@code logits [batch, labels]}. */
        CLASSIFICATION,
        /** {@code sentence_embedding [batch, hidden]}. */
        EMBEDDING,
        /** {@code last_hidden_state [batch, sequence, hidden]}. */
        HIDDEN_STATES
    }

    static TransformerSpec apply(Options options, TransformerSpec spec) throws ModelException {
        Optional<Head> head = options.find(HEAD);
        Optional<Integer> labels = options.find(LABELS);
        Optional<Integer> context = options.find(CONTEXT_LENGTH);
        if (spec instanceof BertSpec bert) {
            if (context.isPresent()) {
                throw new ModelException("model '" + spec.name() + "' generates nothing: it takes no 'context-length'");
            }
            return bert.withHead(head(bert.head(), head, labels));
        }
        if (head.isPresent() || labels.isPresent()) {
            throw new ModelException("model '" + spec.name() + "' is no BERT: it takes neither 'head' nor 'labels'");
        }
        return context.isPresent() ? ((DecoderSpec) spec).withPositions(context.get()) : spec;
    }

    private static BertHead head(BertHead own, Optional<Head> asked, Optional<Integer> labels) throws ModelException {
        boolean classifies =
                asked.map(h -> h == Head.CLASSIFICATION).orElse(own instanceof BertHead.SequenceClassification);
        if (classifies) {
            int classes = own instanceof BertHead.SequenceClassification known ? known.labels() : 2;
            return new BertHead.SequenceClassification(labels.orElse(classes));
        }
        if (labels.isPresent()) {
            throw new ModelException("'labels' needs 'head: classification'");
        }
        if (asked.isEmpty()) {
            return own;
        }
        return asked.get() == Head.EMBEDDING ? new BertHead.SentenceEmbedding() : new BertHead.HiddenStates();
    }
}
