package io.inferbench.core.load;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a request has to keep to be good: the longest each may take.
 *
 * @param limits by word: {@code ttft}, {@code tpot}, {@code e2el}, {@code longest_gap}
 */
public record Objectives(Map<String, Duration> limits) {

    /** Time to the first token, from the intended start. */
    public static final String TTFT = "ttft";

    /** Mean time per token after the first. */
    public static final String TPOT = "tpot";

    /** Time to the last token, from the intended start. */
    public static final String E2EL = "e2el";

    /** Longest time without a token, after the first. */
    public static final String LONGEST_GAP = "longest_gap";

    /** The words that may be used. */
    public static final List<String> WORDS = List.of(TTFT, TPOT, E2EL, LONGEST_GAP);

    /** No limit: every answer is good. */
    public static final Objectives NONE = new Objectives(Map.of());

    /** Refuses unknown words and limits of nothing. */
    public Objectives {
        limits.forEach((word, limit) -> {
            if (!WORDS.contains(word)) {
                throw new IllegalArgumentException(
                        "an objective is one of " + String.join(", ", WORDS) + ", not '" + word + "'");
            }
            if (limit.isZero() || limit.isNegative()) {
                throw new IllegalArgumentException("the objective " + word + " should be longer than 0");
            }
        });
        limits = Collections.unmodifiableMap(new TreeMap<>(limits));
    }

    /** Returns whether anything is limited. */
    public boolean any() {
        return !limits.isEmpty();
    }

    /** Returns the limit of a word; the largest number if there is none. */
    public long limitNanos(String word) {
        Duration limit = limits.get(word);
        return limit == null ? Long.MAX_VALUE : limit.toNanos();
    }
}
