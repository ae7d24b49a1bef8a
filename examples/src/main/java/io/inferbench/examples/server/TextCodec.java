package io.inferbench.examples.server;

import io.inferbench.api.model.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** Text to token ids and back, as the server needs it. */
interface TextCodec {

    /** Returns the ids of a prompt, start token included where the model has one. */
    int[] encode(String text);

    /** Returns the text of the first {@code count} ids. */
    String decode(int[] tokens, int count);

    /** Returns the ids that end an answer. */
    Set<Integer> endTokens();

    /** Returns a codec over a model's own tokenizer; calls are serialised, since a tokenizer serves one thread. */
    static TextCodec of(Tokenizer tokenizer) {
        return new TextCodec() {
            @Override
            public synchronized int[] encode(String text) {
                return tokenizer.encode(text, true);
            }

            @Override
            public synchronized String decode(int[] tokens, int count) {
                return tokenizer.decode(Arrays.copyOf(tokens, count));
            }

            @Override
            public Set<Integer> endTokens() {
                return tokenizer.endTokens();
            }
        };
    }

    /**
     * Returns a codec for models without a tokenizer: a prompt's UTF-8 bytes are its ids, and each generated id is written
     * as a word of digits, so that every token is visible and countable.
     *
     * @param vocabularySize bytes are taken modulo this
     */
    static TextCodec ofNumbers(int vocabularySize) {
        return new TextCodec() {
            @Override
            public int[] encode(String text) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                int[] tokens = new int[bytes.length];
                Arrays.setAll(tokens, index -> (bytes[index] & 0xff) % vocabularySize);
                return tokens;
            }

            @Override
            public String decode(int[] tokens, int count) {
                StringBuilder text = new StringBuilder();
                for (int index = 0; index < count; index++) {
                    text.append(' ').append(tokens[index]);
                }
                return text.toString();
            }

            @Override
            public Set<Integer> endTokens() {
                return Set.of();
            }
        };
    }
}
