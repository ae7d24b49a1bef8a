package io.inferbench.examples.server;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON bodies and events of one answer. */
final class JsonAnswers {

    private final JsonMapper json = new JsonMapper();
    private final String id;
    private final String model;
    private final boolean chat;
    private final long createdSeconds;

    JsonAnswers(String id, String model, boolean chat, long createdSeconds) {
        this.id = id;
        this.model = model;
        this.chat = chat;
        this.createdSeconds = createdSeconds;
    }

    private ObjectNode envelope(String chatObject) {
        ObjectNode root = json.createObjectNode();
        root.put("id", id);
        root.put("object", chat ? chatObject : "text_completion");
        root.put("created", createdSeconds);
        root.put("model", model);
        return root;
    }

    /** Returns the first event of a chat, which names the role and carries no text. */
    byte[] roleEvent() {
        ObjectNode root = envelope("chat.completion.chunk");
        ObjectNode choice = choice(root, null);
        choice.putObject("delta").put("role", "assistant").put("content", "");
        return json.writeValueAsBytes(root);
    }

    byte[] textEvent(String text) {
        ObjectNode root = envelope("chat.completion.chunk");
        ObjectNode choice = choice(root, null);
        if (chat) {
            choice.putObject("delta").put("content", text);
        } else {
            choice.put("text", text);
        }
        return json.writeValueAsBytes(root);
    }

    byte[] lastEvent(String finishReason) {
        ObjectNode root = envelope("chat.completion.chunk");
        ObjectNode choice = choice(root, finishReason);
        if (chat) {
            choice.putObject("delta");
        } else {
            choice.put("text", "");
        }
        return json.writeValueAsBytes(root);
    }

    byte[] usageEvent(int promptTokens, int completionTokens) {
        ObjectNode root = envelope("chat.completion.chunk");
        root.putArray("choices");
        usage(root, promptTokens, completionTokens);
        return json.writeValueAsBytes(root);
    }

    byte[] whole(String text, String finishReason, int promptTokens, int completionTokens) {
        ObjectNode root = envelope("chat.completion");
        ObjectNode choice = choice(root, finishReason);
        if (chat) {
            choice.putObject("message").put("role", "assistant").put("content", text);
        } else {
            choice.put("text", text);
        }
        usage(root, promptTokens, completionTokens);
        return json.writeValueAsBytes(root);
    }

    private static ObjectNode choice(ObjectNode root, @Nullable String finishReason) {
        ArrayNode choices = root.putArray("choices");
        ObjectNode choice = choices.addObject();
        choice.put("index", 0);
        choice.put("finish_reason", finishReason);
        choice.putNull("logprobs");
        return choice;
    }

    private static void usage(ObjectNode root, int promptTokens, int completionTokens) {
        root.putObject("usage")
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", completionTokens)
                .put("total_tokens", promptTokens + completionTokens);
    }

    /** Returns the body of a refusal. */
    static byte[] error(ApiException failure) {
        JsonMapper json = new JsonMapper();
        ObjectNode root = json.createObjectNode();
        ObjectNode error = root.putObject("error");
        error.put("message", failure.getMessage());
        error.put("type", failure.type());
        error.put("param", failure.parameter().orElse(null));
        error.put("code", failure.status().code());
        return json.writeValueAsBytes(root);
    }

    /** Returns the body of {@code /v1/models}. */
    static byte[] models(String model, long createdSeconds, int contextLength) {
        JsonMapper json = new JsonMapper();
        ObjectNode root = json.createObjectNode();
        root.put("object", "list");
        root.putArray("data")
                .addObject()
                .put("id", model)
                .put("object", "model")
                .put("created", createdSeconds)
                .put("owned_by", "inferbench")
                .put("max_model_len", contextLength);
        return json.writeValueAsBytes(root);
    }
}
