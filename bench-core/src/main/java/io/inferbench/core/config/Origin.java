package io.inferbench.core.config;

import java.util.OptionalInt;

/**
 * Where something in a plan was written.
 *
 * @param source a file's name, or the override on the command line
 * @param line from 1; absent for an override
 * @param column from 1; absent for an override
 */
public record Origin(String source, OptionalInt line, OptionalInt column) {

    /** Returns a place in a file. */
    public static Origin at(String file, int line, int column) {
        return new Origin(file, OptionalInt.of(line), OptionalInt.of(column));
    }

    /** Returns the place of a {@code path=value} override. */
    public static Origin override(String text) {
        return new Origin("override '" + text + "'", OptionalInt.empty(), OptionalInt.empty());
    }

    /** Returns {@code plan.yaml:12:5}, or the override. */
    @Override
    public String toString() {
        return line.isEmpty()
                ? source
                : source + ":" + line.getAsInt() + (column.isEmpty() ? "" : ":" + column.getAsInt());
    }
}
