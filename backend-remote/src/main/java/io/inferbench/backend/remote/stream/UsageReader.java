package io.inferbench.backend.remote.stream;

import io.inferbench.api.backend.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/** The {@code usage} of an answer; in a stream told once at the end or with every event. */
final class UsageReader {

    private static final byte[] PROMPT = key("prompt_tokens");
    private static final byte[] COMPLETION = key("completion_tokens");
    private static final byte[] PROMPT_DETAILS = key("prompt_tokens_details");
    private static final byte[] COMPLETION_DETAILS = key("completion_tokens_details");
    private static final byte[] CACHED = key("cached_tokens");
    private static final byte[] REASONING = key("reasoning_tokens");
    private static final int UNTOLD = -1;

    private int prompt = UNTOLD;
    private int completion = UNTOLD;
    private int cached = UNTOLD;
    private int reasoning = UNTOLD;
    private int completionBefore;
    private boolean inEvent;
    private boolean completionInEvent;

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    void beginEvent() {
        inEvent = false;
        completionInEvent = false;
        completionBefore = Math.max(0, completion);
    }

    void read(JsonCursor json) throws MalformedAnswerException {
        if (json.tryNull()) {
            return;
        }
        inEvent = true;
        json.enter('{');
        while (json.nextKey()) {
            if (json.keyIs(PROMPT)) {
                prompt = count(json, prompt);
            } else if (json.keyIs(COMPLETION)) {
                completion = count(json, completion);
                completionInEvent = true;
            } else if (json.keyIs(PROMPT_DETAILS) || json.keyIs(COMPLETION_DETAILS)) {
                readDetails(json);
            } else {
                json.skipValue();
            }
        }
    }

    private void readDetails(JsonCursor json) throws MalformedAnswerException {
        if (json.tryNull()) {
            return;
        }
        json.enter('{');
        while (json.nextKey()) {
            if (json.keyIs(CACHED)) {
                cached = count(json, cached);
            } else if (json.keyIs(REASONING)) {
                reasoning = count(json, reasoning);
            } else {
                json.skipValue();
            }
        }
    }

    private static int count(JsonCursor json, int otherwise) throws MalformedAnswerException {
        if (json.tryNull()) {
            return otherwise;
        }
        int count = json.readInt();
        if (count < 0) {
            throw new MalformedAnswerException("a count of tokens is " + count);
        }
        return count;
    }

    boolean inEvent() {
        return inEvent;
    }

    /** Returns how many tokens the count grew by in this event, if the event holds one. */
    OptionalInt newTokens() {
        return completionInEvent ? OptionalInt.of(Math.max(0, completion - completionBefore)) : OptionalInt.empty();
    }

    Optional<TokenUsage> latest() {
        if (prompt == UNTOLD && completion == UNTOLD) {
            return Optional.empty();
        }
        return Optional.of(new TokenUsage(told(prompt), told(completion), told(cached), told(reasoning)));
    }

    private static OptionalInt told(int count) {
        return count == UNTOLD ? OptionalInt.empty() : OptionalInt.of(count);
    }
}
