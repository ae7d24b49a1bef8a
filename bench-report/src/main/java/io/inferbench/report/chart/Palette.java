package io.inferbench.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Colours, marks, lines and letters of all charts. */
final class Palette {

    static final Color TEXT = new Color(0x1b2430);
    static final Color SOFT = new Color(0x566173);
    static final Color LINE = new Color(0xdde2ea);
    static final Font LABELS = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    static final Font PANEL_TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 13);
    static final Font SHEET_TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 18);

    /** Okabe and Ito's colours, which people with any colour vision tell apart; their yellow is darkened for white ground. */
    private static final Color[] COLORS = {
        new Color(0x0072b2),
        new Color(0xd55e00),
        new Color(0x009e73),
        new Color(0xcc79a7),
        new Color(0xe69f00),
        new Color(0x56b4e9),
        new Color(0x4d4d4d),
        new Color(0xb3a600)
    };

    private static final Marker[] MARKS = {
        SeriesMarkers.CIRCLE,
        SeriesMarkers.SQUARE,
        SeriesMarkers.TRIANGLE_UP,
        SeriesMarkers.DIAMOND,
        SeriesMarkers.TRIANGLE_DOWN,
        SeriesMarkers.CROSS,
        SeriesMarkers.PLUS,
        SeriesMarkers.OVAL
    };

    private static final float[][] DASHES = {{1, 0}, {8, 4}, {2, 3}, {10, 3, 2, 3}};

    private Palette() {}

    static Color color(int index) {
        return COLORS[index % COLORS.length];
    }

    static Marker mark(int index) {
        return MARKS[index % MARKS.length];
    }

    /** Returns a line for curves of one engine: each style has another dash. */
    static BasicStroke stroke(int style) {
        return new BasicStroke(
                2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, DASHES[style % DASHES.length], 0f);
    }
}
