package io.inferbench.core.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/** Fills {@code ${env:NAME}} and {@code ${env:NAME:-default}} in option values. */
@API(status = API.Status.INTERNAL, since = "0.1.0")
public final class EnvironmentReferences {

    private static final Pattern START = Pattern.compile("\\$\\{env:");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

    private final Map<String, String> environment;

    /** Takes the variables there are. */
    public EnvironmentReferences(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * Returns the text with every reference filled in.
     *
     * @throws IllegalArgumentException if a variable is not set and has no default, or a reference is malformed; never
     *     with the value of a variable in its text
     */
    public String fill(String text) {
        StringBuilder filled = new StringBuilder();
        Matcher start = START.matcher(text);
        Matcher reference = REFERENCE.matcher(text);
        int at = 0;
        while (start.find(at)) {
            filled.append(text, at, start.start());
            if (!reference.find(start.start()) || reference.start() != start.start()) {
                throw new IllegalArgumentException(
                        "an environment variable is written ${env:NAME} or ${env:NAME:-default}");
            }
            filled.append(value(reference));
            at = reference.end();
        }
        return filled.append(text, at, text.length()).toString();
    }

    private String value(Matcher reference) {
        String value = environment.get(reference.group(1));
        if (value != null) {
            return value;
        }
        if (reference.group(2) != null) {
            return reference.group(2);
        }
        throw new IllegalArgumentException("environment variable '" + reference.group(1)
                + "' is not set; set it, or give a default: ${env:" + reference.group(1) + ":-default}");
    }
}
