package io.inferbench.report.view;

/**
 * One point of a curve.
 *
 * @param x in the unit of the horizontal axis
 * @param y in the unit of the vertical axis
 */
public record Point(double x, double y) {}
