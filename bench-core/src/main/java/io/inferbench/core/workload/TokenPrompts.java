package io.inferbench.core.workload;

import io.inferbench.api.option.OptionSpec;
import io.inferbench.api.workload.WorkloadSpec;
import java.util.Arrays;
import java.util.List;

/** Seeded prompts of token ids: beginnings that several share, and conversations of several turns. */
final class TokenPrompts {

    private static final OptionSpec<Integer> PREFIX_TOKENS = OptionSpec.integer(
                    "prefix-tokens", 0, 10_000_000, "tokens at the beginning of each prompt that others share")
            .withDefault(0);

    private static final OptionSpec<Integer> PREFIXES = OptionSpec.integer(
                    "prefixes", 1, 1_000_000, "how many different shared beginnings there are")
            .withDefault(1);

    static final List<OptionSpec<?>> OPTIONS = List.of(PREFIX_TOKENS, PREFIXES);

    private final long seed;
    private final int vocabulary;
    private final int prefixTokens;
    private final int prefixes;

    TokenPrompts(WorkloadSpec spec, int vocabulary) {
        this.seed = spec.seed();
        this.vocabulary = vocabulary;
        this.prefixTokens = spec.options().get(PREFIX_TOKENS);
        this.prefixes = spec.options().get(PREFIXES);
    }

    /**
     * Returns a prompt.
     *
     * @param request decides which of the beginnings it has
     * @param ids draws what is not shared
     * @param length in all; a shared beginning as long or longer is cut to one token less
     */
    int[] prompt(int request, Draws ids, int length) {
        int[] prompt = new int[length];
        int shared = Math.min(prefixTokens, length - 1);
        if (shared > 0) {
            int which = (int) Draws.of(seed, "prefix-choice", request).between(0, prefixes);
            fill(prompt, 0, shared, Draws.of(seed, "prefixes", which));
        }
        fill(prompt, shared, length, ids);
        return prompt;
    }

    /** Returns so many ids more at the end. */
    int[] continued(int[] before, int more, Draws ids) {
        int[] longer = Arrays.copyOf(before, before.length + more);
        fill(longer, before.length, longer.length, ids);
        return longer;
    }

    private void fill(int[] prompt, int from, int to, Draws draws) {
        for (int at = from; at < to; at++) {
            prompt[at] = (int) draws.between(0, vocabulary);
        }
    }
}
