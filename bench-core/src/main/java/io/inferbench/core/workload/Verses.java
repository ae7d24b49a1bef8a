package io.inferbench.core.workload;

import io.inferbench.api.model.Tokenizer;
import io.inferbench.api.workload.WorkloadException;
import java.util.Arrays;
import java.util.List;

/** Lines of verse as prompts of so many tokens. */
final class Verses {

    /** Written for this library, and under its licence. */
    private static final String FILE = "classpath:io/inferbench/core/workload/verses.txt";

    private static final int ALL = 10_000;
    private static final String ASKED = "Go on with these lines in their metre:\n";

    private final Tokenizer tokenizer;
    private final List<String> lines;
    private final int fewestTokens;
    private final String prefix;

    private Verses(Tokenizer tokenizer, List<String> lines, String prefix) {
        this.tokenizer = tokenizer;
        this.lines = lines;
        this.fewestTokens =
                lines.stream().mapToInt(line -> length(tokenizer, line)).min().orElse(1);
        this.prefix = prefix;
    }

    /**
     * Reads the text.
     *
     * @param prefixTokens how much all prompts shall share at the beginning, in whole lines
     */
    static Verses of(Tokenizer tokenizer, int prefixTokens) throws WorkloadException {
        List<String> lines = new PromptSource(FILE, PromptSource.Format.TEXT, "", ALL)
                .read().stream().map(PromptText::text).toList();
        StringBuilder prefix = new StringBuilder(ASKED);
        int taken = 0;
        while (length(tokenizer, prefix.toString()) < prefixTokens) {
            prefix.append(lines.get(taken % lines.size())).append('\n');
            taken++;
        }
        return new Verses(tokenizer, lines, prefix.toString());
    }

    private static int length(Tokenizer tokenizer, String text) {
        return Math.max(1, tokenizer.encode(text, false).length);
    }

    /** Returns a prompt of exactly so many tokens: the shared beginning, then drawn lines. */
    int[] prompt(int wanted, Draws draws) {
        StringBuilder text = new StringBuilder(prefix);
        int[] tokens = tokenizer.encode(prefix, true);
        while (tokens.length < wanted) {
            int missing = 1 + (wanted - tokens.length) / (2 * fewestTokens);
            for (int line = 0; line < missing; line++) {
                text.append(lines.get((int) draws.between(0, lines.size()))).append('\n');
            }
            tokens = tokenizer.encode(text.toString(), true);
        }
        return Arrays.copyOf(tokens, wanted);
    }
}
