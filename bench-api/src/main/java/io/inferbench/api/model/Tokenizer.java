package io.inferbench.api.model;

import java.util.Set;

/** Text to token ids and back, as one model was trained with. Used by one thread at a time. */
public interface Tokenizer extends AutoCloseable {

    /**
     * Returns the ids of a text.
     *
     * @param withSpecialTokens whether to add the model's start, separator and end tokens
     */
    int[] encode(String text, boolean withSpecialTokens);

    /** Returns the text of these ids, special tokens left out. */
    String decode(int[] tokens);

    /** Returns the number of ids. */
    int vocabularySize();

    /** Returns the id used for padding; 0 where the model has none. */
    int paddingToken();

    /** Returns the ids that end a sequence; empty if the tokenizer does not say. */
    Set<Integer> endTokens();

    /** Frees native memory; does nothing the second time. */
    @Override
    void close();
}
