package io.inferbench.report.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;

/**
 * What stands above a panel.
 *
 * @param title what is shown
 * @param subject of what
 */
record Caption(String title, String subject) {

    static final int HEIGHT = 38;
    private static final String CUT = "…";

    void paint(Graphics2D graphics, int width) {
        line(graphics, title, Palette.PANEL_TITLE, Palette.TEXT, 14, width);
        line(graphics, subject, Palette.SMALL, Palette.SOFT, 30, width);
    }

    private static void line(Graphics2D graphics, String text, Font font, Color color, int y, int width) {
        graphics.setFont(font);
        graphics.setColor(color);
        graphics.drawString(fitting(text, graphics.getFontMetrics(), width), 6, y);
    }

    /** Returns as much of a text as has room. */
    static String fitting(String text, FontMetrics metrics, int width) {
        if (metrics.stringWidth(text) <= width) {
            return text;
        }
        int length = text.length();
        while (length > 0 && metrics.stringWidth(text.substring(0, length) + CUT) > width) {
            length--;
        }
        return text.substring(0, length) + CUT;
    }
}
