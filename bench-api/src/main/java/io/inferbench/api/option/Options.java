package io.inferbench.api.option;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Immutable parsed options of one provider. */
public final class Options {

    private static final Options EMPTY = new Options(Map.of(), Map.of());

    private final Map<String, Object> values;
    private final Map<String, String> texts;

    private Options(Map<String, Object> values, Map<String, String> texts) {
        this.values = values;
        this.texts = texts;
    }

    /** Returns options without any value; defaults still apply. */
    public static Options empty() {
        return EMPTY;
    }

    /**
     * Parses all values against the provider's declarations.
     *
     * @param known what the provider declares
     * @param given names and values as the plan writes them
     * @throws OptionException listing every unknown name and every unreadable value at once
     */
    public static Options parse(Collection<OptionSpec<?>> known, Map<String, String> given) throws OptionException {
        Map<String, OptionSpec<?>> byName = new LinkedHashMap<>();
        known.forEach(spec -> byName.put(spec.name(), spec));
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, String> texts = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        given.forEach((name, text) -> {
            OptionSpec<?> spec = byName.get(name);
            if (spec == null) {
                problems.add("unknown option '" + name + "'; known: " + listing(byName.keySet()));
                return;
            }
            try {
                values.put(name, spec.parse(text));
                texts.put(name, spec.isSecret() ? "***" : text);
            } catch (IllegalArgumentException unreadable) {
                problems.add(String.valueOf(unreadable.getMessage()));
            }
        });
        if (!problems.isEmpty()) {
            throw new OptionException(problems);
        }
        return new Options(Map.copyOf(values), Map.copyOf(texts));
    }

    private static String listing(Collection<String> names) {
        return names.isEmpty() ? "none" : names.stream().sorted().collect(Collectors.joining(", "));
    }

    /** Returns the given value, else the default, else nothing. */
    @SuppressWarnings("unchecked") // put there by the same OptionSpec's parser
    public <T> Optional<T> find(OptionSpec<T> spec) {
        Object value = values.get(spec.name());
        return value == null ? spec.defaultValue() : Optional.of((T) value);
    }

    /**
     * Returns the given value or the default.
     *
     * @throws NoSuchElementException if the option was not given and has no default
     */
    public <T> T get(OptionSpec<T> spec) {
        return find(spec)
                .orElseThrow(
                        () -> new NoSuchElementException("option '" + spec.name() + "' is required: " + spec.help()));
    }

    /** Returns what the user gave, sorted by name, secrets masked. */
    public Map<String, String> asText() {
        return new TreeMap<>(texts);
    }

    @Override
    public String toString() {
        return new TreeMap<>(texts).toString();
    }
}
