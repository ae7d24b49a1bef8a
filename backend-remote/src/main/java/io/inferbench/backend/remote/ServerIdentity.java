package io.inferbench.backend.remote;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a server says of itself.
 *
 * @param models the names it lists
 * @param version as it says, or {@code unknown}
 * @param facts for the report
 */
record ServerIdentity(List<String> models, String version, Map<String, String> facts) {

    private static final String UNKNOWN = "unknown";

    /**
     * Asks the server.
     *
     * @throws IOException if it does not answer, or not as a server of this kind does; the text says what it answered
     */
    static ServerIdentity ask(ControlClient client) throws IOException {
        ControlClient.Answer answer = client.get("/v1/models");
        if (!answer.isOk()) {
            throw new IOException("GET /v1/models gave status " + answer.status() + ": " + beginning(answer.body()));
        }
        List<String> models = new ArrayList<>();
        Map<String, String> facts = new TreeMap<>();
        try {
            JsonNode list = Json.tree(answer.body()).path("data");
            for (JsonNode model : list) {
                models.add(model.path("id").asString(""));
                put(facts, "server.kind", model.path("owned_by"));
                put(facts, "server.max-model-length", model.path("max_model_len"));
                put(facts, "server.model-root", model.path("root"));
            }
            if (!list.isArray()) {
                throw new IOException("GET /v1/models gave no list of models: " + beginning(answer.body()));
            }
        } catch (JacksonException notJson) {
            throw new IOException("GET /v1/models gave no JSON: " + beginning(answer.body()), notJson);
        }
        Optional<String> version = version(client);
        version.ifPresent(text -> facts.put("engine.version", text));
        return new ServerIdentity(models, version.orElse(UNKNOWN), facts);
    }

    /** vLLM, SGLang and TensorRT-LLM say it at one of these; other servers do not say. */
    private static Optional<String> version(ControlClient client) {
        for (String path : List.of("/version", "/get_server_info", "/props")) {
            try {
                ControlClient.Answer answer = client.get(path);
                if (answer.isOk()) {
                    JsonNode node = Json.tree(answer.body());
                    for (String field : List.of("version", "build_info")) {
                        if (node.path(field).isString()) {
                            return Optional.of(node.path(field).asString());
                        }
                    }
                }
            } catch (IOException | JacksonException notOffered) {
                // Then perhaps at the next one.
                continue;
            }
        }
        return Optional.empty();
    }

    private static void put(Map<String, String> facts, String name, JsonNode value) {
        if (value.isString() || value.isNumber()) {
            facts.putIfAbsent(name, value.asString());
        }
    }

    private static String beginning(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
