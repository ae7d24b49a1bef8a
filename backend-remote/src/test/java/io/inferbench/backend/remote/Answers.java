package io.inferbench.backend.remote;

import io.inferbench.api.backend.RequestEnd;
import io.inferbench.backend.remote.truth.TruthAnswers;
import io.inferbench.backend.remote.truth.TruthRequest;
import io.inferbench.backend.remote.truth.TruthScript;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** A small model of a server: answers by the prompt, and fails in the way that the field {@code fault} names. */
final class Answers {

    static final String MODEL = "truth";
    private static final Duration NOW = Duration.ZERO;
    private static final int DEFAULT_TOKENS = 4;

    private Answers() {}

    static TruthScript to(TruthRequest request) {
        if (request.method().equals("GET")) {
            return request.path().endsWith("/v1/models")
                    ? TruthScript.whole(200, TruthAnswers.JSON, TruthAnswers.models(MODEL))
                    : TruthScript.whole(404, TruthAnswers.JSON, "{}");
        }
        JsonNode body = Json.tree(request.body());
        if (body.has("fault")) {
            return failing(RequestEnd.Failure.valueOf(body.path("fault").asString()));
        }
        int tokens = body.path("max_tokens").asInt(DEFAULT_TOKENS);
        int seed = body.path("prompt").toString().hashCode();
        return body.path("stream").asBoolean(false) ? streamed(seed, tokens) : whole(seed, tokens);
    }

    private static TruthScript streamed(int seed, int tokens) {
        TruthScript.Builder script = TruthScript.builder().head(NOW, 200, TruthAnswers.EVENTS);
        for (int token = 0; token < tokens; token++) {
            String reason = token == tokens - 1 ? "length" : "";
            script.body(Duration.ofMillis(token), TruthAnswers.completionEvent(word(seed, token), reason));
        }
        Duration end = Duration.ofMillis(tokens);
        return script.body(end, TruthAnswers.usageEvent(5, tokens))
                .body(end, TruthAnswers.DONE)
                .end(end)
                .build();
    }

    private static TruthScript whole(int seed, int tokens) {
        StringBuilder text = new StringBuilder();
        for (int token = 0; token < tokens; token++) {
            text.append(word(seed, token));
        }
        return TruthScript.whole(200, TruthAnswers.JSON, TruthAnswers.completion(text.toString(), 5, tokens));
    }

    private static String word(int seed, int token) {
        return " w" + Math.floorMod(seed * 31 + token * 17, 1000);
    }

    private static TruthScript failing(RequestEnd.Failure failure) {
        TruthScript.Builder script = TruthScript.builder();
        String event = TruthAnswers.completionEvent(" one", "");
        return switch (failure) {
            case HTTP_STATUS -> TruthScript.whole(400, TruthAnswers.JSON, "{\"error\":\"no\"}");
            case THROTTLED ->
                TruthScript.whole(429, TruthAnswers.JSON + "\r\nRetry-After: 7", "{\"error\":\"slower\"}");
            case IN_STREAM ->
                script.head(NOW, 200, TruthAnswers.EVENTS)
                        .body(NOW, event)
                        .body(NOW, "data: {\"error\":{\"message\":\"out of memory\",\"code\":500}}\n\n")
                        .body(NOW, TruthAnswers.DONE)
                        .end(NOW)
                        .build();
            case RESET -> script.reset(NOW).build();
            case TRUNCATED ->
                script.head(NOW, 200, TruthAnswers.EVENTS)
                        .body(NOW, event)
                        .close(Duration.ofMillis(5))
                        .build();
            case MALFORMED ->
                script.head(NOW, 200, TruthAnswers.EVENTS)
                        .body(NOW, "data: {\"choices\":[{\"text\":\"x\n\n")
                        .build();
            case NO_OUTPUT ->
                script.head(NOW, 200, TruthAnswers.EVENTS)
                        .body(NOW, TruthAnswers.completionEvent("", "stop"))
                        .body(NOW, TruthAnswers.DONE)
                        .end(NOW)
                        .build();
            case TIMEOUT ->
                script.head(NOW, 200, TruthAnswers.EVENTS).body(NOW, event).build();
            case CONNECT, TLS, CANCELLED, CLOSED -> throw new IllegalArgumentException(failure.toString());
        };
    }
}
