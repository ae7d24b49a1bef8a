package io.inferbench.core.plan;

/**
 * A value and where the plan says it.
 *
 * @param path for instance {@code trials[0].backends[1]}
 * @param value what it says
 * @param <T> the type of the value
 */
record Located<T>(String path, T value) {}
