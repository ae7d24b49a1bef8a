package io.inferbench.models.tokenizer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the files of a checkpoint say about its tokens and the native library does not pass on. */
record TokenizerFacts(int vocabularySize, int paddingToken, Set<Integer> endTokens) {
    private static final JsonMapper JSON = new JsonMapper();

    static TokenizerFacts read(Path file) throws IOException {
        JsonNode tokenizer = json(file);
        JsonNode config = neighbour(file, "tokenizer_config.json");
        Map<String, Integer> added = new HashMap<>();
        tokenizer
                .path("added_tokens")
                .forEach(t ->
                        added.put(t.path("content").asString(""), t.path("id").asInt()));
        return new TokenizerFacts(
                vocabularySize(tokenizer, added),
                paddingToken(tokenizer, config, added),
                endTokens(file, config, added));
    }

    private static int vocabularySize(JsonNode tokenizer, Map<String, Integer> added) {
        JsonNode vocabulary = tokenizer.path("model").path("vocab");
        Stream<Integer> ids = vocabulary.isArray()
                ? Stream.of(vocabulary.size() - 1)
                : vocabulary.values().stream().map(JsonNode::asInt);
        return 1
                + Stream.concat(ids, added.values().stream())
                        .max(Integer::compare)
                        .orElse(-1);
    }

    private static int paddingToken(JsonNode tokenizer, JsonNode config, Map<String, Integer> added) {
        JsonNode configured = tokenizer.path("padding").path("pad_id");
        if (configured.isInt()) {
            return configured.asInt();
        }
        return Stream.of(content(config.path("pad_token")), Optional.of("[PAD]"), Optional.of("<pad>"))
                .flatMap(Optional::stream)
                .flatMap(name -> Optional.ofNullable(added.get(name)).stream())
                .findFirst()
                .orElse(0);
    }

    private static Set<Integer> endTokens(Path file, JsonNode config, Map<String, Integer> added) throws IOException {
        Set<Integer> ids = new LinkedHashSet<>();
        for (String name : new String[] {"generation_config.json", "config.json"}) {
            JsonNode end = neighbour(file, name).path("eos_token_id");
            if (end.isInt()) {
                ids.add(end.asInt());
            }
            end.forEach(id -> ids.add(id.asInt()));
        }
        content(config.path("eos_token"))
                .flatMap(name -> Optional.ofNullable(added.get(name)))
                .ifPresent(ids::add);
        return Set.copyOf(ids);
    }

    /** Tokens stand in configurations as a text, or as an object with the text inside. */
    private static Optional<String> content(JsonNode token) {
        JsonNode text = token.isObject() ? token.path("content") : token;
        return text.isString() ? Optional.of(text.asString()) : Optional.empty();
    }

    private static JsonNode neighbour(Path file, String name) throws IOException {
        Path other = file.resolveSibling(name);
        return Files.isRegularFile(other) ? json(other) : JSON.createObjectNode();
    }

    private static JsonNode json(Path file) throws IOException {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new IOException(file.getFileName() + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
