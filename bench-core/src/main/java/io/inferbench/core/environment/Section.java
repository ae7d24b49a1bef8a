package io.inferbench.core.environment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The facts of one section while they are gathered: what is absent is left out. */
final class Section {

    private final Map<String, String> facts = new LinkedHashMap<>();

    /** Runs a gatherer; should it fail, or lack its library, the section says so beside what it has. */
    static Map<String, String> gather(Consumer<Section> gatherer) {
        Section section = new Section();
        try {
            gatherer.accept(section);
        } catch (RuntimeException | LinkageError failure) {
            // The environment is told for the reader; not knowing a part of it is no reason to lose a run.
            section.put("not_captured", failure.toString());
        }
        return section.facts;
    }

    void put(String name, String value) {
        if (!value.isBlank()) {
            facts.put(name, value.strip());
        }
    }

    void put(String name, long value) {
        facts.put(name, Long.toString(value));
    }

    void put(String name, Optional<String> value) {
        value.ifPresent(present -> put(name, present));
    }

    void put(String name, OptionalLong value) {
        value.ifPresent(present -> put(name, present));
    }

    void put(String name, OptionalDouble value) {
        value.ifPresent(present -> put(name, Double.toString(present)));
    }
}
