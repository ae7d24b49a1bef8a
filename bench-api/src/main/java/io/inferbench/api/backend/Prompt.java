package io.inferbench.api.backend;

import java.util.Arrays;
import java.util.List;

/** What a request asks a server about. */
public sealed interface Prompt {

    /** The shapes of a prompt, as {@link RequestSession#promptForms} names them. */
    enum Form {
        /** {@link Tokens}. */
        TOKENS,
        /** {@link Text}. */
        TEXT,
        /** {@link Chat}. */
        CHAT,
        /** {@link Texts}. */
        TEXTS,
        /** {@link Ranking}. */
        RANKING
    }

    /** Returns the shape. */
    Form form();

    /** Token ids to continue; nothing is added to them or cut off. */
    final class Tokens implements Prompt {

        private final int[] ids;

        /** Refuses an empty prompt. */
        public Tokens(int... ids) {
            if (ids.length == 0) {
                throw new IllegalArgumentException("a prompt of token ids cannot be empty");
            }
            this.ids = ids.clone();
        }

        /** Returns the ids; callers must not change them. */
        public int[] ids() {
            return ids;
        }

        @Override
        public Form form() {
            return Form.TOKENS;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Tokens tokens && Arrays.equals(ids, tokens.ids);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(ids);
        }

        @Override
        public String toString() {
            return "Tokens[" + ids.length + " ids]";
        }
    }

    /** A text to continue. */
    record Text(String text) implements Prompt {

        @Override
        public Form form() {
            return Form.TEXT;
        }
    }

    /** A conversation to answer; the server renders it by the model's template. */
    record Chat(List<ChatMessage> messages) implements Prompt {

        /** Refuses an empty conversation. */
        public Chat {
            messages = List.copyOf(messages);
            requireSome(messages, "a conversation");
        }

        @Override
        public Form form() {
            return Form.CHAT;
        }
    }

    /** Texts to embed, one vector each. */
    record Texts(List<String> texts) implements Prompt {

        /** Refuses an empty list. */
        public Texts {
            texts = List.copyOf(texts);
            requireSome(texts, "a list of texts");
        }

        @Override
        public Form form() {
            return Form.TEXTS;
        }
    }

    /** Documents to rank by how well they answer a query. */
    record Ranking(String query, List<String> documents) implements Prompt {

        /** Refuses an empty list. */
        public Ranking {
            documents = List.copyOf(documents);
            requireSome(documents, "a list of documents");
        }

        @Override
        public Form form() {
            return Form.RANKING;
        }
    }

    private static void requireSome(List<?> parts, String what) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(what + " cannot be empty");
        }
    }
}
