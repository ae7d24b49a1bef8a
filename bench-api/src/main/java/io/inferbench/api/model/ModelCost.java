package io.inferbench.api.model;

/**
 * The least work one call needs, whatever the engine: the numerator of every fraction of the hardware's limit.
 *
 * @param floatingPointOperations multiplications and additions counted apart (a matrix product is 2·m·n·k)
 * @param bytes weights read once, plus caches read and written, plus inputs and outputs; activations are not counted
 */
public record ModelCost(double floatingPointOperations, double bytes) {}
