package io.inferbench.core.sink;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Builds a page of GitHub-flavoured Markdown; texts from outside cannot break out of their place. */
final class MarkdownText {

    /** Begins an item of a list that belongs to the item before. */
    static final String NESTED = "  - ";

    private final StringBuilder page = new StringBuilder();

    void title(String text) {
        page.append("# ").append(escaped(text)).append('\n');
    }

    /** Adds a heading; the caller escapes. */
    void heading(String text) {
        page.append("\n## ").append(text).append('\n');
    }

    /** Adds a paragraph; the caller escapes. */
    void paragraph(String text) {
        page.append('\n').append(text).append('\n');
    }

    /** Adds a heading and a list, unless the list is empty; the caller escapes. */
    void section(String heading, List<String> items) {
        if (!items.isEmpty()) {
            heading(heading);
            page.append('\n');
            items.forEach(item -> page.append(item.startsWith(NESTED) ? "" : "- ")
                    .append(item)
                    .append('\n'));
        }
    }

    /** Adds a table; columns after the text columns are aligned to the right. */
    void table(List<String> headings, int textColumns, List<List<String>> rows) {
        page.append('\n');
        row(headings);
        page.append('|');
        for (int column = 0; column < headings.size(); column++) {
            page.append(column < textColumns ? "---|" : "---:|");
        }
        page.append('\n');
        rows.forEach(this::row);
    }

    private void row(List<String> cells) {
        page.append(cells.stream().map(MarkdownText::escaped).collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
    }

    /** Adds lines as they are, fenced; nothing if there are none. */
    void code(List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        String fence = "`".repeat(Math.max(3, longestRunOfBackticks(lines) + 1));
        page.append('\n').append(fence).append("text\n");
        lines.forEach(line -> page.append(line).append('\n'));
        page.append(fence).append('\n');
    }

    private static int longestRunOfBackticks(List<String> lines) {
        return Collections.max(lines.stream()
                .flatMap(line -> List.of(line.split("[^`]", -1)).stream())
                .map(String::length)
                .toList());
    }

    /** Adds a block as it is. */
    void raw(String text) {
        page.append('\n').append(text);
    }

    /** Returns the text so that it shows as written, in one line. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (char c : text.replaceAll("\\R", " ").toCharArray()) {
            if ("\\`*_[]<>|#~".indexOf(c) >= 0 && !insideWord(c, escaped)) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }

    /** An underscore inside a word means nothing and is common in our names. */
    private static boolean insideWord(char c, StringBuilder before) {
        return c == '_' && before.length() > 0 && Character.isLetterOrDigit(before.charAt(before.length() - 1));
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
