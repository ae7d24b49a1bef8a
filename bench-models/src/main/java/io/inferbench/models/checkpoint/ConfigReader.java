package io.inferbench.models.checkpoint;

import io.inferbench.api.model.ModelException;
import io.inferbench.models.spec.Activation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Takes values out of a {@code config.json} and collects what is wrong with it. */
final class ConfigReader {
    private final JsonNode root;
    private final List<String> problems = new ArrayList<>();

    ConfigReader(JsonNode root) {
        this.root = root;
    }

    /** A size that must be there; 1 stands in for a missing one until {@link #throwIfFaulty}. */
    int size(String key) {
        JsonNode value = root.path(key);
        if (!value.isInt() || value.asInt() < 1) {
            problems.add(key + " should be a whole number from 1 on, not " + shown(value));
            return 1;
        }
        return value.asInt();
    }

    int size(String key, int otherwise) {
        JsonNode value = root.path(key);
        return value.isMissingNode() || value.isNull() ? otherwise : size(key);
    }

    double number(String key, double otherwise) {
        JsonNode value = root.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isNumber()) {
            problems.add(key + " should be a number, not " + shown(value));
            return otherwise;
        }
        return value.asDouble();
    }

    boolean flag(String key, boolean otherwise) {
        return root.path(key).asBoolean(otherwise);
    }

    String text(String key, String otherwise) {
        return root.path(key).isString() ? root.path(key).asString() : otherwise;
    }

    /** An object inside, empty if it is not there or null. */
    Optional<ConfigReader> object(String key) {
        JsonNode value = root.path(key);
        return value.isObject() ? Optional.of(new ConfigReader(value)) : Optional.empty();
    }

    Activation activation(String key, String otherwise) {
        String name = text(key, otherwise);
        Optional<Activation> activation = Activation.named(name);
        if (activation.isEmpty()) {
            problems.add(key + " '" + name + "' is not supported");
        }
        return activation.orElse(Activation.GELU);
    }

    /** Notes a problem if a text is there and is not the only one supported. */
    void require(String key, String only) {
        if (!text(key, only).equals(only)) {
            problems.add(key + " '" + text(key, only) + "' is not supported, only '" + only + "'");
        }
    }

    /** Notes a problem if a flag is there and has the value that is not supported. */
    void requireFlag(String key, boolean only) {
        if (flag(key, only) != only) {
            problems.add(key + " = " + !only + " is not supported");
        }
    }

    /** Notes a problem of the caller's own. */
    void problem(String text) {
        problems.add(text);
    }

    /** The first class that the checkpoint was saved from. */
    String architecture() {
        return root.path("architectures").path(0).asString("");
    }

    int labels() {
        int listed = root.path("id2label").size();
        return listed > 0 ? listed : size("num_labels", 2);
    }

    void throwIfFaulty(Path file) throws ModelException {
        if (!problems.isEmpty()) {
            throw new ModelException(file.toAbsolutePath() + " has faults:\n  " + String.join("\n  ", problems));
        }
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : value.toString();
    }
}
