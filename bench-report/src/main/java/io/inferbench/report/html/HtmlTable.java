package io.inferbench.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table with a caption whose columns can be sorted by a press on their heading. */
final class HtmlTable {

    private final String caption;
    private final List<String> headings = new ArrayList<>();
    private final List<Boolean> numeric = new ArrayList<>();
    private final List<List<Cell>> rows = new ArrayList<>();
    private String footnote = "";

    HtmlTable(String caption) {
        this.caption = caption;
    }

    /** Adds columns of text. */
    HtmlTable text(String... names) {
        return add(false, names);
    }

    /** Adds columns of numbers. */
    HtmlTable numbers(String... names) {
        return add(true, names);
    }

    private HtmlTable add(boolean isNumeric, String... names) {
        for (String name : names) {
            headings.add(name);
            numeric.add(isNumeric);
        }
        return this;
    }

    /** Adds a row with one cell per column. */
    void row(List<Cell> cells) {
        if (cells.size() != headings.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + headings.size() + " columns");
        }
        rows.add(List.copyOf(cells));
    }

    /** Sets the text beneath: formulas and where the numbers come from. */
    HtmlTable footnote(String text) {
        this.footnote = text;
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Returns the table without the columns that say nothing in any row. */
    String html() {
        int[] shown = IntStream.range(0, headings.size())
                .filter(column ->
                        rows.stream().anyMatch(row -> !row.get(column).html().isEmpty()))
                .toArray();
        StringBuilder html = new StringBuilder(rows.size() * 400 + 400);
        String label = HtmlText.escaped(caption);
        html.append("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"")
                .append(label)
                .append("\"><table><caption>")
                .append(label)
                .append("</caption><thead><tr>");
        for (int column : shown) {
            html.append("<th scope=\"col\" aria-sort=\"none\"")
                    .append(numeric.get(column) ? " class=\"n\"" : "")
                    .append("><button type=\"button\">")
                    .append(HtmlText.escaped(headings.get(column)))
                    .append("</button></th>");
        }
        html.append("</tr></thead><tbody>\n");
        for (List<Cell> row : rows) {
            html.append("<tr>");
            for (int column : shown) {
                html.append(row.get(column).html(column == shown[0], numeric.get(column)));
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
        if (!footnote.isEmpty()) {
            html.append("<p class=\"footnote\">")
                    .append(HtmlText.escaped(footnote))
                    .append("</p>\n");
        }
        return html.toString();
    }
}
