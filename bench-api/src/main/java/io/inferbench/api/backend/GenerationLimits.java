package io.inferbench.api.backend;

/**
 * The sizes a loaded generation model allows.
 *
 * @param vocabularySize ids run from 0 to this, exclusive
 * @param contextLength most tokens of prompt and answer together, per sequence
 * @param maxBatchSize most sequences of one call
 */
public record GenerationLimits(int vocabularySize, int contextLength, int maxBatchSize) {}
