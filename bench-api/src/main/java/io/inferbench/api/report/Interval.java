package io.inferbench.api.report;

/**
 * A confidence interval.
 *
 * @param low lower end, in the metric's unit
 * @param high upper end
 * @param confidence for instance 0.95
 * @param method how it was computed, for instance {@code two-level bootstrap}
 */
public record Interval(double low, double high, double confidence, String method) {}
