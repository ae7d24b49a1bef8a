package io.inferbench.tck.broken;

import io.inferbench.api.model.Tokenizer;
import java.util.Set;

/** One token per letter. */
class LetterTokenizer implements Tokenizer {

    @Override
    public int[] encode(String text, boolean withSpecialTokens) {
        return text.chars().toArray();
    }

    @Override
    public String decode(int[] tokens) {
        return new String(tokens, 0, tokens.length);
    }

    @Override
    public int vocabularySize() {
        return 128;
    }

    @Override
    public int paddingToken() {
        return 0;
    }

    @Override
    public Set<Integer> endTokens() {
        return Set.of();
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
