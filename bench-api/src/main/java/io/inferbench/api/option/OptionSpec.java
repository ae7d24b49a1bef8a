package io.inferbench.api.option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A typed option: its name, help, default and parser.
 *
 * <p>Declare as a constant of the provider and read with {@link Options#get(OptionSpec)}.
 *
 * @param <T> the type of a parsed value
 */
public final class OptionSpec<T> {

    private final String name;
    private final String help;
    private final String typeName;
    private final Function<String, T> parser;
    private final Optional<T> defaultValue;
    private final boolean secret;

    private OptionSpec(
            String name,
            String help,
            String typeName,
            Function<String, T> parser,
            Optional<T> defaultValue,
            boolean secret) {
        if (!name.matches("[a-z][a-z0-9_.-]*")) {
            throw new IllegalArgumentException("option name '" + name + "' should match [a-z][a-z0-9_.-]*");
        }
        this.name = name;
        this.help = Objects.requireNonNull(help, "help");
        this.typeName = typeName;
        this.parser = parser;
        this.defaultValue = defaultValue;
        this.secret = secret;
    }

    /**
     * Returns an option of any type.
     *
     * @param typeName what a value looks like, for error texts, for instance {@code duration such as 500ms}
     * @param parser throws {@link IllegalArgumentException} with a reason for text it cannot read
     */
    public static <T> OptionSpec<T> of(String name, String typeName, String help, Function<String, T> parser) {
        return new OptionSpec<>(name, help, typeName, parser, Optional.empty(), false);
    }

    /** Returns a text option. */
    public static OptionSpec<String> text(String name, String help) {
        return of(name, "text", help, text -> text);
    }

    /** Returns a whole-number option bounded on both sides, inclusive. */
    public static OptionSpec<Integer> integer(String name, int least, int most, String help) {
        return of(name, "whole number from " + least + " to " + most, help, text -> {
            int value = Integer.parseInt(text);
            if (value < least || value > most) {
                throw new IllegalArgumentException("out of range");
            }
            return value;
        });
    }

    /** Returns a yes-or-no option; only {@code true} and {@code false} are taken. */
    public static OptionSpec<Boolean> flag(String name, String help) {
        return of(name, "true or false", help, text -> {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException("neither true nor false");
            }
            return Boolean.valueOf(text);
        });
    }

    /** Returns an option that takes one constant of an enumeration, in lower case with {@code -} for {@code _}. */
    public static <E extends Enum<E>> OptionSpec<E> choice(String name, Class<E> type, String help) {
        E[] constants = type.getEnumConstants();
        List<String> words = Stream.of(constants).map(OptionSpec::word).toList();
        return of(name, "one of " + String.join(", ", words), help, text -> {
            int at = words.indexOf(text);
            if (at < 0) {
                throw new IllegalArgumentException("not one of " + String.join(", ", words));
            }
            return constants[at];
        });
    }

    /** Returns a file or folder option. */
    public static OptionSpec<Path> path(String name, String help) {
        return of(name, "path", help, Path::of);
    }

    /** Returns a duration option: {@code 250ms}, {@code 5s}, {@code 2m} or ISO-8601. */
    public static OptionSpec<Duration> duration(String name, String help) {
        return of(name, "duration such as 250ms, 5s or 2m", help, Durations::parse);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns this option with a default. */
    public OptionSpec<T> withDefault(T value) {
        return new OptionSpec<>(name, help, typeName, parser, Optional.of(value), secret);
    }

    /** Returns this option marked as a secret: its value never reaches a log, a report or an error text. */
    public OptionSpec<T> asSecret() {
        return new OptionSpec<>(name, help, typeName, parser, defaultValue, true);
    }

    /** Returns the name as plans write it. */
    public String name() {
        return name;
    }

    /** Returns one line of help. */
    public String help() {
        return help;
    }

    /** Returns what a value looks like. */
    public String typeName() {
        return typeName;
    }

    /** Returns the default, absent if the option has none. */
    public Optional<T> defaultValue() {
        return defaultValue;
    }

    /** Returns whether values are masked. */
    public boolean isSecret() {
        return secret;
    }

    /**
     * Parses one value.
     *
     * @throws IllegalArgumentException saying what was found and what a value looks like
     */
    public T parse(String text) {
        try {
            return parser.apply(text);
        } catch (RuntimeException unreadable) {
            String found = secret ? "the given value" : "'" + text + "'";
            throw new IllegalArgumentException(
                    "option '" + name + "' should be " + typeName + ", not " + found, secret ? null : unreadable);
        }
    }

    @Override
    public String toString() {
        return name + " (" + typeName + ")";
    }
}
