package io.inferbench.api;

import java.util.OptionalLong;

/**
 * One axis of a tensor: a fixed size or a symbol.
 *
 * @param size the size, absent if the axis is free
 * @param symbol the model's name for a free axis, empty if it has none
 */
public record Dimension(OptionalLong size, String symbol) {

    /** Returns an axis of fixed size. */
    public static Dimension of(long size) {
        return new Dimension(OptionalLong.of(size), "");
    }

    /** Returns a free axis with the model's name for it. */
    public static Dimension free(String symbol) {
        return new Dimension(OptionalLong.empty(), symbol);
    }

    /** Returns whether an axis of this length satisfies this dimension. */
    public boolean accepts(long length) {
        return size.isEmpty() || size.getAsLong() == length;
    }

    @Override
    public String toString() {
        return size.isPresent() ? Long.toString(size.getAsLong()) : symbol.isEmpty() ? "?" : symbol;
    }
}
