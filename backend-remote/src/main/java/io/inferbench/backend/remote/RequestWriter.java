package io.inferbench.backend.remote;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.Prompt;
import io.inferbench.api.backend.Sampling;
import io.inferbench.api.backend.ServedRequest;
import io.inferbench.api.option.Options;
import io.inferbench.backend.remote.OpenAiOptions.ChunkCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes requests as the body that a server takes. */
final class RequestWriter {

    private final String model;
    private final Endpoint endpoint;
    private final Options options;

    RequestWriter(String model, Options options) {
        this.model = model;
        this.endpoint = options.get(OpenAiOptions.ENDPOINT);
        this.options = options;
    }

    /** Returns the body, or refuses with everything that cannot be asked at this door. */
    byte[] body(ServedRequest request) throws BackendException {
        refuseUnfit(request);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", model);
        putPrompt(fields, request.prompt());
        if (endpoint.generates()) {
            putGeneration(fields, request);
        }
        options.get(OpenAiOptions.EXTRA_BODY).forEach((name, value) -> {
            if (value == null) {
                fields.remove(name);
            } else {
                fields.put(name, value);
            }
        });
        return Json.bytes(fields);
    }

    private void refuseUnfit(ServedRequest request) throws BackendException {
        List<String> problems = new ArrayList<>();
        Prompt.Form form = request.prompt().form();
        if (!endpoint.forms().contains(form)) {
            problems.add("the prompt's form is " + form + "; the endpoint " + endpoint + " takes " + endpoint.forms());
        }
        if (!endpoint.generates() && (request.maxNewTokens().isPresent() || request.endIgnored())) {
            problems.add("new tokens were asked for; the endpoint " + endpoint + " generates none");
        }
        if (!problems.isEmpty()) {
            throw new BackendException(String.join("; ", problems));
        }
    }

    private void putPrompt(Map<String, Object> fields, Prompt prompt) {
        switch (prompt.form()) {
            case TOKENS -> fields.put("prompt", ((Prompt.Tokens) prompt).ids());
            case TEXT -> putText(fields, ((Prompt.Text) prompt).text());
            case CHAT ->
                fields.put(
                        "messages",
                        ((Prompt.Chat) prompt)
                                .messages().stream()
                                        .map(message -> Map.of("role", message.role(), "content", message.content()))
                                        .toList());
            case TEXTS -> fields.put("input", ((Prompt.Texts) prompt).texts());
            case RANKING -> {
                fields.put("query", ((Prompt.Ranking) prompt).query());
                fields.put("documents", ((Prompt.Ranking) prompt).documents());
            }
        }
    }

    private void putText(Map<String, Object> fields, String text) {
        if (endpoint == Endpoint.CHAT) {
            fields.put("messages", List.of(Map.of("role", "user", "content", text)));
        } else {
            fields.put("prompt", text);
        }
    }

    private void putGeneration(Map<String, Object> fields, ServedRequest request) {
        request.maxNewTokens().ifPresent(most -> fields.put(options.get(OpenAiOptions.LIMIT_FIELD), most));
        request.minNewTokens().ifPresent(least -> fields.put("min_tokens", least));
        if (request.endIgnored()) {
            fields.put("ignore_eos", true);
        }
        request.sampling().ifPresent(sampling -> putSampling(fields, sampling));
        fields.put("stream", request.streamed());
        ChunkCount count = options.get(OpenAiOptions.CHUNK_COUNT);
        if (request.streamed() && (options.get(OpenAiOptions.INCLUDE_USAGE) || count == ChunkCount.USAGE)) {
            fields.put(
                    "stream_options",
                    count == ChunkCount.USAGE
                            ? Map.of("include_usage", true, "continuous_usage_stats", true)
                            : Map.of("include_usage", true));
        }
        if (count == ChunkCount.TOKEN_IDS) {
            fields.put("return_token_ids", true);
        }
    }

    private static void putSampling(Map<String, Object> fields, Sampling sampling) {
        fields.put("temperature", sampling.temperature());
        if (sampling.isGreedy()) {
            return;
        }
        fields.put("top_p", sampling.topP());
        if (sampling.topK() > 0) {
            fields.put("top_k", sampling.topK());
        }
        fields.put("seed", sampling.seed());
    }
}
