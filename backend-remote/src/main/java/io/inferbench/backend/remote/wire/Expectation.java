package io.inferbench.backend.remote.wire;

/**
 * What a whole answer to a request is.
 *
 * @param streamed whether it comes as events
 * @param generates whether it is text of the model, which has a finish reason
 * @param items how many vectors or ranked documents it has at least, where nothing is generated
 * @param endMarkRequired whether a stream ends with {@code [DONE]}
 */
public record Expectation(boolean streamed, boolean generates, int items, boolean endMarkRequired) {}
