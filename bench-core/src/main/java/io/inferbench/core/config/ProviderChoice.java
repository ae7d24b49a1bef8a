package io.inferbench.core.config;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A provider by name and its options as text.
 *
 * @param id the provider's id
 * @param options as written; unknown ones are refused when the plan is made
 */
public record ProviderChoice(String id, Map<String, String> options) {

    /** Copies and sorts the options. */
    public ProviderChoice {
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    /** Returns a choice without options. */
    public static ProviderChoice of(String id) {
        return new ProviderChoice(id, Map.of());
    }
}
