package io.inferbench.backend.remote;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** JSON away from the timed path: what is sent, and what a server says of itself. */
final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static Map<String, Object> object(String text) {
        try {
            return MAPPER.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
        } catch (JacksonException notAnObject) {
            throw new IllegalArgumentException("not a JSON object", notAnObject);
        }
    }

    static byte[] bytes(Map<String, ?> object) {
        return MAPPER.writeValueAsBytes(object);
    }

    /**
     * Parses a document.
     *
     * @throws JacksonException if it is none
     */
    static JsonNode tree(String text) {
        return MAPPER.readTree(text);
    }
}
