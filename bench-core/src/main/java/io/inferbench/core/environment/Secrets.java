package io.inferbench.core.environment;

import java.util.regex.Pattern;

/** Masks what a name gives away as a secret. */
final class Secrets {

    static final String MASK = "(hidden)";

    /** A name with one of these words in it, an equals sign or colon, and all that follows up to a blank or a quote. */
    private static final Pattern NAMED = Pattern.compile(
            "((?:pass(?:word|wd|phrase)?|secret|token|credentials?|api[-_.]?key|access[-_.]?key|private[-_.]?key|auth\\w*)"
                    + "[\\w.-]*\\s*[=:]\\s*)(?:\"[^\"]*\"|'[^']*'|\\S+)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern IN_ADDRESS = Pattern.compile("(://)[^/@\\s]+@");

    private Secrets() {}

    /** Returns the text with every secret replaced. */
    static String mask(String text) {
        String named = NAMED.matcher(text).replaceAll("$1" + MASK);
        return IN_ADDRESS.matcher(named).replaceAll("$1" + MASK + "@");
    }
}
