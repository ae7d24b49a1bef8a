package io.inferbench.backend.remote.truth;

import java.time.Duration;

/** The texts that OpenAI-compatible servers send, and whole answers made of them. */
public final class TruthAnswers {

    /** The media type of a stream. */
    public static final String EVENTS = "text/event-stream; charset=utf-8";

    /** The media type of an answer of one piece. */
    public static final String JSON = "application/json";

    /** What ends a stream. */
    public static final String DONE = "data: [DONE]\n\n";

    private TruthAnswers() {}

    /** Returns an event of one completion chunk, as vLLM writes it. */
    public static String completionEvent(String text, String finishReason) {
        return "data: {\"id\":\"cmpl-0f3c\",\"object\":\"text_completion\",\"created\":1760000000,\"model\":\"truth\","
                + "\"choices\":[{\"index\":0,\"text\":\"" + text + "\",\"logprobs\":null,\"finish_reason\":"
                + quotedOrNull(finishReason) + ",\"stop_reason\":null}],\"usage\":null}\n\n";
    }

    /** Returns an event of one chat chunk. */
    public static String chatEvent(String delta, String finishReason) {
        return "data: {\"id\":\"chatcmpl-0f3c\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,"
                + "\"model\":\"truth\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":"
                + quotedOrNull(finishReason) + "}]}\n\n";
    }

    /** Returns the event that tells the count of tokens. */
    public static String usageEvent(int promptTokens, int completionTokens) {
        return "data: {\"id\":\"cmpl-0f3c\",\"object\":\"text_completion\",\"created\":1760000000,\"model\":\"truth\","
                + "\"choices\":[],\"usage\":" + usage(promptTokens, completionTokens) + "}\n\n";
    }

    /** Returns a count of tokens. */
    public static String usage(int promptTokens, int completionTokens) {
        return "{\"prompt_tokens\":" + promptTokens + ",\"completion_tokens\":" + completionTokens
                + ",\"total_tokens\":" + (promptTokens + completionTokens) + "}";
    }

    /** Returns what a completion is that is not streamed. */
    public static String completion(String text, int promptTokens, int completionTokens) {
        return "{\"id\":\"cmpl-0f3c\",\"object\":\"text_completion\",\"created\":1760000000,\"model\":\"truth\","
                + "\"choices\":[{\"index\":0,\"text\":\"" + text + "\",\"finish_reason\":\"length\"}],\"usage\":"
                + usage(promptTokens, completionTokens) + "}";
    }

    /** Returns the list of models at {@code /v1/models}. */
    public static String models(String name) {
        return "{\"object\":\"list\",\"data\":[{\"id\":\"" + name
                + "\",\"object\":\"model\",\"owned_by\":\"inferbench\",\"max_model_len\":131072}]}";
    }

    /**
     * Returns a stream of completion chunks, one token each: the n-th at first token plus n gaps.
     *
     * @param firstToken after the receipt of the request
     * @param lead by how much the head goes before the first token; a server sends it when it takes the request
     */
    public static TruthScript stream(Duration firstToken, Duration gap, int tokens, Duration lead) {
        TruthScript.Builder script = TruthScript.builder().head(firstToken.minus(lead), 200, EVENTS);
        Duration at = firstToken;
        for (int token = 0; token < tokens; token++) {
            at = firstToken.plus(gap.multipliedBy(token));
            script.body(at, completionEvent(" w" + token, token == tokens - 1 ? "length" : ""));
        }
        return script.body(at, usageEvent(4, tokens)).body(at, DONE).end(at).build();
    }

    private static String quotedOrNull(String text) {
        return text.isEmpty() ? "null" : "\"" + text + "\"";
    }
}
