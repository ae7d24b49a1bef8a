package io.inferbench.core.serve;

import io.inferbench.core.serve.RequestRecord.TokenCounting;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The ways of counting tokens side by side, summed over whole answers. */
public final class TokenCounts {

    /** By the server: its usage, or what it says chunk by chunk. */
    public static final String SERVER = "tokens.by_server";

    /** By the model's tokenizer, from the answers' texts. */
    public static final String TOKENIZER = "tokens.by_tokenizer";

    /** Answers that the server and the tokenizer count differently, by more than a token. */
    public static final String DISPUTED = "tokens.disputed_answers";

    private TokenCounts() {}

    /** Returns each count that is known of every answer; a text cut anew may differ by a token at its ends. */
    static Map<String, String> of(List<RequestRecord> measured) {
        List<RequestRecord> answers = measured.stream()
                .filter(record -> record.answered() && record.hasTokens())
                .toList();
        Map<String, String> facts = new TreeMap<>();
        if (answers.isEmpty()) {
            return facts;
        }
        boolean told = answers.stream().allMatch(TokenCounts::isTold);
        boolean tokenized =
                answers.stream().allMatch(record -> record.tokenizerTokens().isPresent());
        facts.put("tokens.by_chunks", sum(answers, record -> record.arrivals().length));
        if (told) {
            facts.put(SERVER, sum(answers, RequestRecord::outputTokens));
        }
        if (tokenized) {
            facts.put(TOKENIZER, sum(answers, record -> record.tokenizerTokens().orElseThrow()));
        }
        if (answers.stream().allMatch(record -> record.askedTokens() > 0)) {
            facts.put("tokens.asked", sum(answers, RequestRecord::askedTokens));
        }
        if (told && tokenized) {
            facts.put(DISPUTED, sum(answers, record -> isDisputed(record) ? 1 : 0));
        }
        return facts;
    }

    private static String sum(List<RequestRecord> answers, ToLongFunction<RequestRecord> count) {
        return Long.toString(answers.stream().mapToLong(count).sum());
    }

    private static boolean isTold(RequestRecord record) {
        return record.counting() == TokenCounting.USAGE || record.counting() == TokenCounting.CHUNK_COUNTS;
    }

    private static boolean isDisputed(RequestRecord record) {
        return Math.abs(record.outputTokens() - record.tokenizerTokens().orElseThrow()) > 1;
    }
}
