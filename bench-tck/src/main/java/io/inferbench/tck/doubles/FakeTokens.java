package io.inferbench.tck.doubles;

import io.inferbench.api.backend.ChatMessage;
import io.inferbench.api.backend.Prompt;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.ServedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * The answering of a {@link FakeBackend} that was told none: tokens that are a hash of the prompt, one per chunk.
 *
 * @param seed of the model's weights
 * @param engine how long each token after the first takes, and whether answers are wrong
 * @param firstToken time from the send to the first token
 * @param failure how every n-th request ends, after half of its tokens; absent if none fails
 * @param failureEvery that n
 */
record FakeTokens(
        long seed, FakeEngine engine, Duration firstToken, Optional<RequestEnd.Failure> failure, int failureEvery)
        implements FakeAnswering {

    private static final int VOCABULARY = 64;
    private static final int DEFAULT_NEW_TOKENS = 16;
    private static final int BYTES_PER_PROMPT_TOKEN = 4;

    @Override
    public FakeAnswer answer(ServedRequest request, int number) {
        int tokens = request.maxNewTokens().orElse(DEFAULT_NEW_TOKENS);
        FakeAnswer.Builder answer = FakeAnswer.builder();
        boolean fails = failure.isPresent() && (number + 1) % failureEvery == 0;
        int told = fails ? tokens / 2 : tokens;
        Duration at = request.streamed()
                ? chunks(answer, request, number, told)
                : whole(answer, request, number, tokens, fails);
        if (fails) {
            return answer.failed(at, failure.orElseThrow(), "the fake server was told to fail")
                    .build();
        }
        return answer.usage(at, promptTokens(request.prompt()), tokens)
                .finished(at, "length")
                .build();
    }

    private Duration chunks(FakeAnswer.Builder answer, ServedRequest request, int number, int tokens) {
        Duration at = firstToken;
        if (request.prompt().form() == Prompt.Form.CHAT) {
            answer.empty(Duration.ZERO);
        }
        for (int step = 0; step < tokens; step++) {
            if (step > 0) {
                at = at.plusNanos(engine.latencyNanos().applyAsLong(step));
            }
            int token = token(request, step, number);
            answer.content(at, word(token), token);
        }
        return at;
    }

    private Duration whole(FakeAnswer.Builder answer, ServedRequest request, int number, int tokens, boolean fails) {
        LongUnaryOperator gaps = engine.latencyNanos();
        Duration at = firstToken;
        StringBuilder text = new StringBuilder();
        int[] ids = new int[tokens];
        for (int step = 0; step < tokens; step++) {
            at = step == 0 ? at : at.plusNanos(gaps.applyAsLong(step));
            ids[step] = token(request, step, number);
            text.append(word(ids[step]));
        }
        if (!fails) {
            answer.content(at, text.toString(), ids);
        }
        return at;
    }

    private int token(ServedRequest request, int step, int number) {
        long hash = (seed * 31 + contentHash(request.prompt())) * 0x9e3779b97f4a7c15L + step * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 29) * 0x94d049bb133111ebL;
        int token = (int) Math.floorMod(hash >>> 17, (long) VOCABULARY);
        return engine.lies(number) ? VOCABULARY - 1 - token : token;
    }

    private static String word(int token) {
        return "w" + token + " ";
    }

    /** Not the records' own hashes: those of enumerations and strings may differ from one JVM to the next. */
    private static long contentHash(Prompt prompt) {
        if (prompt instanceof Prompt.Tokens tokens) {
            return Arrays.hashCode(tokens.ids());
        }
        return Arrays.hashCode(text(prompt).getBytes(StandardCharsets.UTF_8));
    }

    private static int promptTokens(Prompt prompt) {
        return prompt instanceof Prompt.Tokens tokens
                ? tokens.ids().length
                : 1 + text(prompt).length() / BYTES_PER_PROMPT_TOKEN;
    }

    private static String text(Prompt prompt) {
        if (prompt instanceof Prompt.Chat chat) {
            StringBuilder text = new StringBuilder();
            for (ChatMessage message : chat.messages()) {
                text.append(message.role())
                        .append(": ")
                        .append(message.content())
                        .append('\n');
            }
            return text.toString();
        }
        return prompt instanceof Prompt.Text text ? text.text() : prompt.toString();
    }
}
