package io.inferbench.examples.server;

import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationRequest;
import io.inferbench.api.backend.Sampling;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON body of a completion or chat request; refuses what this server cannot do, naming the field. */
final class CompletionReader {

    private static final int DEFAULT_NEW_TOKENS = 16;

    private final JsonMapper json = new JsonMapper();
    private final String modelName;
    private final GenerationLimits limits;
    private final TextCodec codec;

    CompletionReader(String modelName, GenerationLimits limits, TextCodec codec) {
        this.modelName = modelName;
        this.limits = limits;
        this.codec = codec;
    }

    CompletionTask read(byte[] body, boolean chat) throws ApiException {
        JsonNode root = parse(body);
        String model = root.path("model").asString(modelName);
        if (!model.equals(modelName)) {
            throw ApiException.notFound(
                    HttpResponseStatus.NOT_FOUND,
                    "model '" + model + "' is not served here; this is '" + modelName + "'");
        }
        if (integer(root, "n", 1, 1, "one answer per request").orElse(1) != 1) {
            throw new AssertionError("bounded above");
        }
        int[] prompt = chat ? chatPrompt(root) : completionPrompt(root);
        GenerationRequest generation = GenerationRequest.builder(newTokens(root, chat, prompt.length))
                .prompt(prompt)
                .sampling(sampling(root))
                .stopTokens(flag(root, "ignore_eos") ? Set.of() : codec.endTokens())
                .build();
        return new CompletionTask(
                chat,
                generation,
                stopTexts(root),
                flag(root, "stream"),
                flag(root.path("stream_options"), "include_usage"));
    }

    private JsonNode parse(byte[] body) throws ApiException {
        JsonNode root;
        try {
            root = json.readTree(body);
        } catch (JacksonException malformed) {
            throw ApiException.badRequest("the body is not JSON: " + malformed.getOriginalMessage());
        }
        if (!root.isObject()) {
            throw ApiException.badRequest("the body should be a JSON object");
        }
        return root;
    }

    private int[] completionPrompt(JsonNode root) throws ApiException {
        JsonNode prompt = root.path("prompt");
        if (prompt.isArray() && prompt.size() == 1 && !prompt.get(0).isNumber()) {
            prompt = prompt.get(0);
        }
        if (prompt.isString()) {
            return checked("prompt", codec.encode(prompt.stringValue()));
        }
        if (prompt.isArray() && prompt.size() > 0) {
            int[] tokens = new int[prompt.size()];
            for (int index = 0; index < tokens.length; index++) {
                if (!prompt.get(index).isInt()) {
                    throw ApiException.badField(
                            "prompt",
                            "'prompt' should be a string or a list of token ids; this server "
                                    + "answers one prompt per request");
                }
                tokens[index] = prompt.get(index).intValue();
            }
            return checked("prompt", tokens);
        }
        throw ApiException.badField("prompt", "'prompt' is required: a string or a list of token ids");
    }

    /** A model without a chat template of its own gets the plainest one: a line per message. */
    private int[] chatPrompt(JsonNode root) throws ApiException {
        JsonNode messages = root.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw ApiException.badField("messages", "'messages' is required: a list of {role, content}");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode message : messages) {
            if (!message.path("role").isString() || !message.path("content").isString()) {
                throw ApiException.badField("messages", "each message needs a 'role' and a 'content', both strings");
            }
            text.append(message.get("role").stringValue())
                    .append(": ")
                    .append(message.get("content").stringValue())
                    .append('\n');
        }
        return checked("messages", codec.encode(text.append("assistant:").toString()));
    }

    private int[] checked(String field, int[] tokens) throws ApiException {
        if (tokens.length == 0) {
            throw ApiException.badField(field, "the prompt is empty");
        }
        for (int token : tokens) {
            if (token < 0 || token >= limits.vocabularySize()) {
                throw ApiException.badField(
                        field, "token id " + token + " is outside the vocabulary of " + limits.vocabularySize());
            }
        }
        if (tokens.length >= limits.contextLength()) {
            throw ApiException.badField(
                    field,
                    "the prompt has " + tokens.length + " tokens; the context holds " + limits.contextLength()
                            + ", answer included");
        }
        return tokens;
    }

    private int newTokens(JsonNode root, boolean chat, int promptLength) throws ApiException {
        int room = limits.contextLength() - promptLength;
        String why = "the context holds " + limits.contextLength() + " tokens and the prompt has " + promptLength;
        OptionalInt asked = integer(root, "max_tokens", 1, room, why);
        if (chat && asked.isEmpty()) {
            asked = integer(root, "max_completion_tokens", 1, room, why);
        }
        return asked.orElse(Math.min(DEFAULT_NEW_TOKENS, room));
    }

    private static Sampling sampling(JsonNode root) throws ApiException {
        double temperature = real(root, "temperature", 1);
        double topP = real(root, "top_p", 1);
        int topK = Math.max(
                0,
                integer(root, "top_k", -1, Integer.MAX_VALUE, "0 or -1 keeps all")
                        .orElse(0));
        try {
            return new Sampling(temperature, topP, topK, root.path("seed").asLong(0));
        } catch (IllegalArgumentException outOfRange) {
            throw ApiException.badField("temperature", String.valueOf(outOfRange.getMessage()));
        }
    }

    private static List<String> stopTexts(JsonNode root) throws ApiException {
        JsonNode stop = root.path("stop");
        List<String> texts = new ArrayList<>();
        if (stop.isString()) {
            texts.add(stop.stringValue());
        } else if (stop.isArray()) {
            for (JsonNode text : stop) {
                if (!text.isString()) {
                    throw ApiException.badField("stop", "'stop' should be a string or a list of strings");
                }
                texts.add(text.stringValue());
            }
        } else if (!stop.isMissingNode() && !stop.isNull()) {
            throw ApiException.badField("stop", "'stop' should be a string or a list of strings");
        }
        texts.removeIf(String::isEmpty);
        return texts;
    }

    private static OptionalInt integer(JsonNode root, String field, int least, int most, String why)
            throws ApiException {
        JsonNode value = root.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalInt.empty();
        }
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw ApiException.badField(
                    field,
                    "'" + field + "' should be a whole number from " + least + " to " + most + ", not " + value + ": "
                            + why);
        }
        return OptionalInt.of(value.intValue());
    }

    private static double real(JsonNode root, String field, double fallback) throws ApiException {
        JsonNode value = root.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return fallback;
        }
        if (!value.isNumber()) {
            throw ApiException.badField(field, "'" + field + "' should be a number, not " + value);
        }
        return value.doubleValue();
    }

    private static boolean flag(JsonNode root, String field) throws ApiException {
        JsonNode value = root.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw ApiException.badField(field, "'" + field + "' should be true or false, not " + value);
        }
        return value.booleanValue();
    }
}
