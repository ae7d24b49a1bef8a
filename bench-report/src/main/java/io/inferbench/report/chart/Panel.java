package io.inferbench.report.chart;

import java.awt.Graphics2D;

/** One drawing on a sheet. */
@FunctionalInterface
interface Panel {

    /** Draws itself from the origin on, that large. */
    void paint(Graphics2D graphics, int width, int height);
}
