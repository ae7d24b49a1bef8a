package io.inferbench.report.html;

/** Text from anywhere as text of a page: it can neither become markup nor turn around what stands beside it. */
final class HtmlText {

    private static final char REPLACEMENT = '\uFFFD';

    private HtmlText() {}

    /** Returns the text for an element's content or a quoted attribute. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + text.length() / 8);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isUnsafe(c) ? REPLACEMENT : c);
            }
        });
        return escaped.toString();
    }

    /** Control characters are not allowed in a page; marks of direction would reorder the text around them. */
    private static boolean isUnsafe(int c) {
        boolean isControl = Character.getType(c) == Character.CONTROL && c != '\n' && c != '\t';
        boolean isHalf = Character.getType(c) == Character.SURROGATE;
        byte direction = Character.getDirectionality(c);
        // All embeddings, overrides and isolates and what ends them follow each other.
        boolean reorders = direction >= Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING
                && direction <= Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE;
        return isControl || isHalf || reorders;
    }
}
