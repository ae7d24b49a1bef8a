package io.inferbench.backend.remote.server;

import java.util.ArrayList;
import java.util.List;

/** Splits a command line as a shell does: at spaces, with quotes and backslashes, and nothing else. */
public final class CommandLine {

    private CommandLine() {}

    /**
     * Returns the words.
     *
     * @throws IllegalArgumentException if a quote is not closed
     */
    public static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean within = false;
        char quote = 0;
        for (int at = 0; at < text.length(); at++) {
            char here = text.charAt(at);
            if (here == '\\' && quote != '\'' && at + 1 < text.length()) {
                word.append(text.charAt(++at));
                within = true;
            } else if (quote != 0) {
                if (here == quote) {
                    quote = 0;
                } else {
                    word.append(here);
                }
            } else if (here == '"' || here == '\'') {
                quote = here;
                within = true;
            } else if (Character.isWhitespace(here)) {
                if (within) {
                    words.add(word.toString());
                }
                word.setLength(0);
                within = false;
            } else {
                word.append(here);
                within = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        if (within) {
            words.add(word.toString());
        }
        return words;
    }
}
