package io.inferbench.report.chart;

import java.awt.AWTError;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;

/**
 * Panels in rows under one title, as PNG or SVG.
 *
 * @param title above
 * @param note below: what bars and whiskers are
 * @param columns panels beside each other
 * @param panels from the left and the top
 */
record Sheet(String title, String note, int columns, List<Panel> panels) {

    private static final int PANEL_WIDTH = 560;

    /** Where it is alone. */
    private static final int WIDE_PANEL_WIDTH = 860;

    private static final int PANEL_HEIGHT = 400;
    private static final int HEAD = 44;
    private static final int FOOT = 30;
    private static final int MARGIN = 14;

    /** Up to here a PNG has two pixels per unit, so that it is sharp on paper and on fine screens. */
    private static final int MOST_SHARP_ROWS = 8;

    private static final String NO_FONTS =
            "drawing needs fonts and a headless Java: install fontconfig and a font (on Debian "
                    + "fontconfig and fonts-dejavu-core), or set -Djava.awt.headless=true where a display is named and absent";

    Sheet {
        panels = List.copyOf(panels);
    }

    private int rows() {
        return Math.max(1, (panels.size() + columns - 1) / columns);
    }

    private int panelWidth() {
        return columns == 1 ? WIDE_PANEL_WIDTH : PANEL_WIDTH;
    }

    private int width() {
        return columns * panelWidth() + 2 * MARGIN;
    }

    private int height() {
        return HEAD + rows() * PANEL_HEIGHT + FOOT;
    }

    /**
     * Writes the sheet as a PNG; leaves the stream open.
     *
     * @throws IOException if the stream fails or this machine cannot draw
     */
    void writePng(OutputStream out) throws IOException {
        int scale = rows() <= MOST_SHARP_ROWS ? 2 : 1;
        try {
            BufferedImage image = new BufferedImage(scale * width(), scale * height(), BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.scale(scale, scale);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            paint(graphics);
            graphics.dispose();
            ImageIO.write(image, "png", out);
        } catch (AWTError | InternalError | LinkageError cannotDraw) {
            throw new IOException(NO_FONTS, cannotDraw);
        }
    }

    /**
     * Writes the sheet as an SVG; leaves the stream open.
     *
     * @throws IOException if the stream fails or this machine cannot draw
     */
    void writeSvg(OutputStream out) throws IOException {
        try {
            Document document = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
            SVGGraphics2D graphics = new SVGGraphics2D(document);
            graphics.setSVGCanvasSize(new Dimension(width(), height()));
            paint(graphics);
            // Batik's own writer adds a document type, for which a careful reader would go to the network.
            TransformerFactory.newDefaultInstance()
                    .newTransformer()
                    .transform(new DOMSource(graphics.getRoot()), new StreamResult(out));
        } catch (ParserConfigurationException impossible) {
            throw new IOException("the JDK's own XML parser refuses its defaults", impossible);
        } catch (TransformerException failed) {
            throw new IOException("the drawing was not written in full", failed);
        } catch (AWTError | InternalError | LinkageError cannotDraw) {
            throw new IOException(NO_FONTS, cannotDraw);
        }
    }

    private void paint(Graphics2D graphics) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width(), height());
        graphics.setColor(Palette.TEXT);
        graphics.setFont(Palette.SHEET_TITLE);
        graphics.drawString(title, MARGIN, HEAD - 16);
        AffineTransform whole = graphics.getTransform();
        for (int i = 0; i < panels.size(); i++) {
            graphics.translate(MARGIN + i % columns * panelWidth(), HEAD + i / columns * PANEL_HEIGHT);
            panels.get(i).paint(graphics, panelWidth() - MARGIN, PANEL_HEIGHT - MARGIN);
            graphics.setTransform(whole);
            graphics.setClip(null);
        }
        graphics.setColor(Palette.SOFT);
        graphics.setFont(Palette.SMALL);
        String text = panels.isEmpty() ? "No trial has a number that may be used." : note;
        graphics.drawString(
                Caption.fitting(text, graphics.getFontMetrics(), width() - 2 * MARGIN), MARGIN, height() - 10);
    }
}
