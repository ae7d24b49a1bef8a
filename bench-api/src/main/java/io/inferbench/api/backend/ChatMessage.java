package io.inferbench.api.backend;

/**
 * One message of a conversation.
 *
 * @param role {@code system}, {@code user}, {@code assistant}, or another word that the server knows
 * @param content the text
 */
public record ChatMessage(String role, String content) {

    /** Returns a message of the user. */
    public static ChatMessage user(String content) {
        return new ChatMessage("user", content);
    }

    /** Returns a message of the model, as earlier turns of a conversation hold them. */
    public static ChatMessage assistant(String content) {
        return new ChatMessage("assistant", content);
    }
}
