package io.inferbench.report.html;

import io.inferbench.core.sink.CsvLines;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One cell of a table.
 *
 * @param html its content, escaped
 * @param value what the column is sorted by, and in full what the content rounds; absent for text
 * @param origin how the number came about, for whoever points at it; may be empty
 */
record Cell(String html, OptionalDouble value, String origin) {

    private static final int LONG_TEXT = 44;
    private static final String ABSENT = "—";

    static Cell text(String text) {
        return new Cell(HtmlText.escaped(text), OptionalDouble.empty(), "");
    }

    /** Returns a number with its exact value beside the text that rounds it. */
    static Cell number(String text, double value, String origin) {
        return new Cell(HtmlText.escaped(text), OptionalDouble.of(value), origin);
    }

    static Cell count(long count, String origin) {
        return number(Long.toString(count), count, origin);
    }

    /** Returns that there is no such value, and why. */
    static Cell absent(String why) {
        return new Cell(ABSENT, OptionalDouble.empty(), why);
    }

    /** Returns a word as a badge: the verdict or the outcome of a trial. */
    static Cell status(String status) {
        return new Cell(badge(status), OptionalDouble.empty(), "");
    }

    static String badge(String status) {
        return "<span class=\"badge " + status.toLowerCase(Locale.ROOT) + "\">" + HtmlText.escaped(status) + "</span>";
    }

    /** Returns a link to the details of a trial. */
    static Cell trial(String number) {
        Optional<Double> place = number.matches("\\d{1,9}") ? Optional.of(Double.valueOf(number)) : Optional.empty();
        String escaped = HtmlText.escaped(number);
        return new Cell(
                place.isPresent() ? "<a href=\"#trial-" + escaped + "\">" + escaped + "</a>" : escaped,
                place.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
                "");
    }

    /** Returns the cell's element; the first of a row is the head of the row. */
    String html(boolean isHead, boolean isNumeric) {
        StringBuilder text = new StringBuilder(isHead ? "<th scope=\"row\"" : "<td");
        if (isNumeric) {
            text.append(" class=\"n\"");
        } else if (html.length() > LONG_TEXT && html.charAt(0) != '<') {
            text.append(" class=\"w\"");
        }
        value.ifPresent(number ->
                text.append(" data-value=\"").append(CsvLines.number(number)).append('"'));
        if (!origin.isEmpty()) {
            text.append(" title=\"").append(HtmlText.escaped(origin)).append('"');
        }
        return text.append('>').append(html).append(isHead ? "</th>" : "</td>").toString();
    }
}
