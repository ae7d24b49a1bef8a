package io.inferbench.core.config;

import io.inferbench.api.option.Durations;
import io.inferbench.core.config.PlanNode.Mapping;
import io.inferbench.core.config.PlanNode.Member;
import io.inferbench.core.config.PlanNode.Nothing;
import io.inferbench.core.config.PlanNode.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One mapping of a plan, read key by key.
 *
 * <p>A value that cannot be read is reported and its default taken, so that reading goes on to the next mistake. Whatever
 * was not asked for by {@link #finish} is unknown.
 */
final class Section {

    private final String path;
    private final Mapping mapping;
    private final PlanProblems problems;
    private final Set<String> known = new LinkedHashSet<>();

    Section(String path, Mapping mapping, PlanProblems problems) {
        this.path = path;
        this.mapping = mapping;
        this.problems = problems;
        problems.places().put(path, mapping.origin());
    }

    /** Returns the path of a key of this section. */
    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Returns the value of a key; a key without one is reported and counts as absent. */
    Optional<PlanNode> find(String key) {
        known.add(key);
        Member member = mapping.members().get(key);
        if (member == null) {
            return Optional.empty();
        }
        problems.places().put(path(key), member.value().origin());
        if (member.value() instanceof Nothing) {
            problems.add(member.keyOrigin(), path(key), "has no value; give one or leave the key out");
            return Optional.empty();
        }
        return Optional.of(member.value());
    }

    /** Returns the keys that were written, in order. */
    List<String> keys() {
        return List.copyOf(mapping.members().keySet());
    }

    /** Returns whether the key was written, with or without a value. */
    boolean has(String key) {
        return mapping.members().containsKey(key);
    }

    /** Returns the value of a key, reporting its absence. */
    Optional<PlanNode> require(String key, String what) {
        Optional<PlanNode> value = find(key);
        if (!has(key)) {
            problems.add(mapping.origin(), path(key), "is missing: " + what);
        }
        return value;
    }

    /** Returns a mapping under a key. */
    Optional<Section> section(String key) {
        return find(key).flatMap(node -> section(path(key), node));
    }

    /** Returns a node as a section, reporting what is not a mapping. */
    Optional<Section> section(String at, PlanNode node) {
        if (node instanceof Mapping inner) {
            return Optional.of(new Section(at, inner, problems));
        }
        problems.add(node.origin(), at, "should be a mapping of keys and values, not " + node.kind());
        return Optional.empty();
    }

    /** Returns what maps of each item of a list under a key; a lone value counts as a list of one. */
    <T> List<T> list(String key, ItemReader<T> reader) {
        return find(key).map(node -> items(path(key), node, reader)).orElse(List.of());
    }

    /** Returns what maps of each item of a node. */
    <T> List<T> items(String at, PlanNode node, ItemReader<T> reader) {
        List<T> items = new ArrayList<>();
        List<PlanNode> nodes = node.asList();
        for (int i = 0; i < nodes.size(); i++) {
            String itemPath = at + "[" + i + "]";
            problems.places().put(itemPath, nodes.get(i).origin());
            reader.read(itemPath, nodes.get(i)).ifPresent(items::add);
        }
        return items;
    }

    /**
     * Reads one item of a list.
     *
     * @param <T> what it becomes
     */
    interface ItemReader<T> {

        /** Returns the value, or nothing after reporting why. */
        Optional<T> read(String path, PlanNode node);
    }

    /** Returns a scalar's text, reporting anything else. */
    Optional<String> scalar(String at, PlanNode node) {
        if (node instanceof Scalar scalar) {
            return Optional.of(scalar.text());
        }
        problems.add(node.origin(), at, "should be a single value, not " + node.kind());
        return Optional.empty();
    }

    /** Returns a value parsed from text, or nothing after reporting why. */
    <T> Optional<T> parsed(String at, PlanNode node, String expected, Function<String, T> parser) {
        Optional<String> text = scalar(at, node);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text.get()));
        } catch (NumberFormatException notANumber) {
            problems.add(node.origin(), at, "should be " + expected + ", not '" + text.get() + "'");
        } catch (IllegalArgumentException wrong) {
            problems.add(node.origin(), at, String.valueOf(wrong.getMessage()));
        }
        return Optional.empty();
    }

    private <T> T value(String key, T absent, String expected, Function<String, T> parser) {
        return find(key)
                .flatMap(node -> parsed(path(key), node, expected, parser))
                .orElse(absent);
    }

    String text(String key, String absent) {
        return value(key, absent, "text", text -> text);
    }

    int integer(String key, int absent) {
        return value(key, absent, "a whole number", Integer::valueOf);
    }

    long longInteger(String key, long absent) {
        return value(key, absent, "a whole number", Long::valueOf);
    }

    double number(String key, double absent) {
        return value(key, absent, "a number", Section::finite);
    }

    static double finite(String text) {
        double number = Double.parseDouble(text);
        if (!Double.isFinite(number)) {
            throw new NumberFormatException(text);
        }
        return number;
    }

    boolean flag(String key, boolean absent) {
        return value(key, absent, "true or false", text -> {
            if (!text.equals("true") && !text.equals("false")) {
                throw new NumberFormatException(text);
            }
            return Boolean.valueOf(text);
        });
    }

    Duration duration(String key, Duration absent) {
        return value(key, absent, "a duration", Durations::parse);
    }

    <E extends Enum<E>> E choice(String key, Class<E> type, E absent) {
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            words.add(PlanText.of(constant));
        }
        return value(key, absent, "one of " + String.join(", ", words), text -> {
            int at = words.indexOf(text);
            if (at < 0) {
                throw new IllegalArgumentException("should be one of " + String.join(", ", words) + ", not '" + text
                        + "'" + NearestName.hint(text, words));
            }
            return type.getEnumConstants()[at];
        });
    }

    /** Reports every key that nobody asked for. */
    void finish() {
        mapping.members().forEach((key, member) -> {
            if (!known.contains(key)) {
                problems.add(
                        member.keyOrigin(),
                        path(key),
                        "unknown key '" + key + "'" + NearestName.hint(key, known) + "; known: "
                                + String.join(", ", known));
            }
        });
    }
}
