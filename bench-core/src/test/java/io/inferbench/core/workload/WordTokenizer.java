package io.inferbench.core.workload;

import io.inferbench.api.model.Tokenizer;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** One token a word: its length, at most 99; 98 begins a text with special tokens, 97 ends a sequence. */
final class WordTokenizer implements Tokenizer {

    @Override
    public int[] encode(String text, boolean withSpecialTokens) {
        int[] words = Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .mapToInt(word -> Math.min(96, word.length()))
                .toArray();
        if (!withSpecialTokens) {
            return words;
        }
        int[] marked = new int[words.length + 1];
        marked[0] = 98;
        System.arraycopy(words, 0, marked, 1, words.length);
        return marked;
    }

    @Override
    public String decode(int[] tokens) {
        return Arrays.stream(tokens).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }

    @Override
    public int vocabularySize() {
        return 99;
    }

    @Override
    public int paddingToken() {
        return 0;
    }

    @Override
    public Set<Integer> endTokens() {
        return Set.of(97);
    }

    @Override
    public void close() {}
}
