package io.inferbench.core.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A model by reference.
 *
 * @param reference a preset's name, a file, or {@code classpath:} and a resource
 * @param checkpoint folder of real weights, absent for seeded ones
 * @param options of the model source, as written
 */
public record ModelChoice(String reference, Optional<Path> checkpoint, Map<String, String> options) {

    private static final String REMOTE = "remote:";

    /** Copies and sorts the options. */
    public ModelChoice {
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** Returns whether a server has the model, under the name after the colon. */
    public boolean isRemote() {
        return reference.startsWith(REMOTE);
    }

    /** Returns a choice with seeded weights and no options. */
    public static ModelChoice of(String reference) {
        return new ModelChoice(reference, Optional.empty(), Map.of());
    }
}
