package io.inferbench.core.environment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sections of names and values, in the order in which they were added.
 *
 * <p>Names are lower case with underscores and end in their unit where there is one, as in {@code heap_max_bytes}. What is
 * not known has no name. Immutable.
 *
 * @param sections facts by section
 */
public record Environment(Map<String, Map<String, String>> sections) {

    /** Copies the sections; leaves out empty ones. */
    public Environment {
        Map<String, Map<String, String>> copy = new LinkedHashMap<>();
        sections.forEach((name, facts) -> {
            if (!facts.isEmpty()) {
                copy.put(name, Collections.unmodifiableMap(new LinkedHashMap<>(facts)));
            }
        });
        sections = Collections.unmodifiableMap(copy);
    }

    /** Returns a copy with one more section; facts of a section that is there already are added to it. */
    public Environment with(String section, Map<String, String> facts) {
        Map<String, Map<String, String>> more = new LinkedHashMap<>(sections);
        Map<String, String> all = new LinkedHashMap<>(more.getOrDefault(section, Map.of()));
        all.putAll(facts);
        more.put(section, all);
        return new Environment(more);
    }

    /**
     * Returns what is not the same here as in another, by {@code section.name}: how a fork differs from its run.
     *
     * <p>What only the other has is not told.
     */
    public Map<String, String> differencesFrom(Environment other) {
        Map<String, String> differences = new LinkedHashMap<>();
        sections.forEach((section, facts) -> {
            Map<String, String> theirs = other.sections.getOrDefault(section, Map.of());
            facts.forEach((name, value) -> {
                if (!value.equals(theirs.get(name))) {
                    differences.put(section + "." + name, value);
                }
            });
        });
        return differences;
    }
}
