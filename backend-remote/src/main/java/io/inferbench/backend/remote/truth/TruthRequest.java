package io.inferbench.backend.remote.truth;

import java.util.Map;

/**
 * A request as it reached a {@link TruthServer}.
 *
 * @param number in order of arrival, from 0
 * @param method for instance {@code POST}
 * @param path with what follows a question mark
 * @param fields of the head, names in lower case
 * @param body as text
 */
public record TruthRequest(int number, String method, String path, Map<String, String> fields, String body) {

    /** Copies the fields. */
    public TruthRequest {
        fields = Map.copyOf(fields);
    }
}
