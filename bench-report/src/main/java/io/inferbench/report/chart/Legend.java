package io.inferbench.report.chart;

import java.awt.BasicStroke;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;

/**
 * What colours and marks stand for, in as many lines as it takes.
 *
 * @param entries in order
 */
record Legend(List<Entry> entries) {

    private static final int SAMPLE = 26;
    private static final int GAP = 18;
    private static final int LINE = 18;
    private static final int MARK = 8;

    Legend {
        entries = List.copyOf(entries);
    }

    /**
     * One name.
     *
     * @param name of the engine or curve
     * @param color place in the palette
     * @param style of the curve; of a bar 0
     * @param isBar whether it is a bar
     */
    record Entry(String name, int color, int style, boolean isBar) {}

    private static List<List<Entry>> lines(List<Entry> entries, FontMetrics metrics, int width) {
        List<List<Entry>> lines = new ArrayList<>(List.of(new ArrayList<>()));
        int used = 0;
        for (Entry entry : entries) {
            int needed = SAMPLE + GAP + metrics.stringWidth(entry.name());
            List<Entry> last = lines.get(lines.size() - 1);
            if (!last.isEmpty() && used + needed > width) {
                last = new ArrayList<>();
                lines.add(last);
                used = 0;
            }
            last.add(entry);
            used += needed;
        }
        return lines;
    }

    int height(Graphics2D graphics, int width) {
        return LINE
                        * lines(entries, graphics.getFontMetrics(Palette.SMALL), width)
                                .size()
                + LINE / 2;
    }

    void paint(Graphics2D graphics, int left, int top, int width) {
        FontMetrics metrics = graphics.getFontMetrics(Palette.SMALL);
        float y = top + LINE;
        for (List<Entry> line : lines(entries, metrics, width)) {
            float x = left;
            for (Entry entry : line) {
                sample(graphics, entry, x, y - 4);
                graphics.setFont(Palette.SMALL);
                graphics.setColor(Palette.TEXT);
                graphics.drawString(entry.name(), x + SAMPLE, y);
                x += SAMPLE + GAP + metrics.stringWidth(entry.name());
            }
            y += LINE;
        }
    }

    private static void sample(Graphics2D graphics, Entry entry, float x, float y) {
        graphics.setColor(Palette.color(entry.color()));
        graphics.setStroke(
                entry.isBar()
                        ? new BasicStroke(10f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER)
                        : Palette.stroke(entry.style()));
        graphics.draw(new Line2D.Float(x, y, x + SAMPLE - 6, y));
        if (!entry.isBar()) {
            Palette.mark(entry.color() + entry.style()).paint(graphics, x + (SAMPLE - 6) / 2.0, y, MARK);
        }
        graphics.setStroke(new BasicStroke(1f));
    }
}
