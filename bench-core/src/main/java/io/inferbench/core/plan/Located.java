package io.inferbench.core.plan;

/**
 * A value and where the plan says it.
 *
 * @param path for instance {@code trials[0].backends[1]}; empty for what the plan leaves to the harness
 * @param value what it says
 * @param <T> the type of the value
 */
record Located<T>(String path, T value) {

    /** Returns a value that nobody wrote. */
    static <T> Located<T> unwritten(T value) {
        return new Located<>("", value);
    }

    boolean isWritten() {
        return !path.isEmpty();
    }
}
