package io.inferbench.core.stats;

import java.util.OptionalDouble;

/**
 * How well a statistic is known so far.
 *
 * @param precise whether the target is met
 * @param relativeHalfWidth half the interval's width as a fraction of the estimate; empty while there is no interval
 * @param samples how many values the answer rests on
 */
public record PrecisionAnswer(boolean precise, OptionalDouble relativeHalfWidth, int samples) {}
