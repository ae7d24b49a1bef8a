package io.inferbench.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/** A page that grows from top to bottom and in the end carries its style, its script and its charts' numbers inside. */
final class HtmlPage {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="Inferbench">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
            script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
            <title>{title}</title>
            <style>
            {style}</style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the results</a>
            """;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .build())
            .build();

    private final StringBuilder body = new StringBuilder(1 << 16);
    private final Map<String, String> contents = new LinkedHashMap<>();
    private final Map<String, ChartSpec> charts = new LinkedHashMap<>();
    private boolean isInSection;

    /** Begins a chapter that the table of contents names. */
    void section(String id, String title) {
        endSection();
        contents.put(id, title);
        body.append("<section id=\"")
                .append(id)
                .append("\"><h2>")
                .append(HtmlText.escaped(title))
                .append("</h2>\n");
        isInSection = true;
    }

    private void endSection() {
        if (isInSection) {
            body.append("</section>\n");
            isInSection = false;
        }
    }

    /** Adds a heading below the chapter's. */
    void heading(String text) {
        body.append("<h3>").append(HtmlText.escaped(text)).append("</h3>\n");
    }

    void paragraph(String text) {
        body.append("<p>").append(HtmlText.escaped(text)).append("</p>\n");
    }

    /** Adds small print: what a chart shows and by which rule. */
    void note(String text) {
        body.append("<p class=\"footnote\">").append(HtmlText.escaped(text)).append("</p>\n");
    }

    /** Adds a table unless it has no rows. */
    void table(HtmlTable table) {
        if (!table.isEmpty()) {
            body.append(table.html());
        }
    }

    /** Adds what folds away. */
    void folded(String summary, String html) {
        body.append("<details><summary>")
                .append(HtmlText.escaped(summary))
                .append("</summary>\n")
                .append(html)
                .append("</details>\n");
    }

    /**
     * Adds a chart.
     *
     * @param spec what to draw
     * @param subject what it is about, for those who do not see that it stands below that heading
     * @param caption what it shows
     * @param heightPixels of the drawing, without a legend
     */
    void chart(ChartSpec spec, String subject, String caption, int heightPixels) {
        figure(spec, subject, caption, "", heightPixels);
    }

    /** Adds a chart with something to choose above it. */
    void figure(ChartSpec spec, String subject, String caption, String controls, int heightPixels) {
        String id = "chart-" + (charts.size() + 1);
        charts.put(id, spec);
        body.append("<figure>")
                .append("<figcaption>")
                .append(HtmlText.escaped(caption))
                .append("</figcaption>")
                .append(controls.replace("CHART", id))
                .append("<div class=\"chart\" id=\"")
                .append(id)
                .append("\" role=\"img\" aria-label=\"")
                .append(HtmlText.escaped(subject + ": " + caption + ". The numbers are in a table of this section."))
                .append("\" style=\"height:")
                .append(heightPixels)
                .append("px\"></div></figure>\n");
    }

    /** Adds markup as it is. */
    void raw(String html) {
        body.append(html);
    }

    /** Returns the whole page; the header stands above the table of contents. */
    String html(String title, String header) throws IOException {
        endSection();
        StringBuilder page = new StringBuilder(body.length() + (2 << 20));
        page.append(HEAD.replace("{style}", resource("page.css")).replace("{title}", HtmlText.escaped(title)));
        page.append("<header>\n").append(header).append("</header>\n<nav aria-label=\"Contents\"><ul>");
        contents.forEach((id, name) -> page.append("<li><a href=\"#")
                .append(id)
                .append("\">")
                .append(HtmlText.escaped(name))
                .append("</a></li>"));
        page.append("</ul></nav>\n<main id=\"main\">\n").append(body).append("</main>\n");
        // A "<" inside a script could end it.
        page.append("<script type=\"application/json\" id=\"charts\">")
                .append(JSON.writeValueAsString(charts).replace("<", "\\u003c"))
                .append("</script>\n");
        page.append("<script>").append(ChartLibrary.source()).append("</script>\n");
        page.append("<script>\n").append(resource("page.js")).append("</script>\n</body>\n</html>\n");
        return page.toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(HtmlPage.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
