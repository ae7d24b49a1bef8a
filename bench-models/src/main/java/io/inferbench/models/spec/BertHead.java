package io.inferbench.models.spec;

import org.apiguardian.api.API;

/** What comes after the last block of a BERT model. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed interface BertHead {

    /**
     * The pooler and one linear layer over the first token: {@code logits [batch, labels]}.
     *
     * @param labels the number of classes
     */
    record SequenceClassification(int labels) implements BertHead {
        /** Checks that there is a class to choose. */
        public SequenceClassification {
            if (labels < 1) {
                throw new IllegalArgumentException("a classifier needs at least one label, not " + labels);
            }
        }
    }

    /**
     * The mean of the hidden states of the real tokens, scaled to length 1: {@code sentence_embedding [batch, hidden]}, as
     * the sentence-transformers models use BERT.
     */
    record SentenceEmbedding() implements BertHead {}

    /** Nothing: {@code last_hidden_state [batch, sequence, hidden]}. */
    record HiddenStates() implements BertHead {}
}
