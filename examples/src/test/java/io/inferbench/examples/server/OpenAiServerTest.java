package io.inferbench.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.backend.Sampling;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenAiServerTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();

    private static OpenAiServer serve(ScriptedGeneration session) throws IOException {
        return OpenAiServer.start(
                session, "tiny", Optional.empty(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private HttpResponse<String> send(OpenAiServer server, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.address().getPort() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private JsonNode post(OpenAiServer server, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send(server, "POST", path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static List<String> events(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    @Test
    void answersWholeWithTextUsageAndReason() throws Exception {
        try (OpenAiServer server = serve(ScriptedGeneration.of(step -> 10 + step))) {
            JsonNode answer = post(server, "/v1/completions", """
                    {"model": "tiny", "prompt": "abc", "max_tokens": 4}""");
            assertThat(answer.path("object").asString()).isEqualTo("text_completion");
            assertThat(answer.path("choices").get(0).path("text").asString()).isEqualTo(" 10 11 12 13");
            assertThat(answer.path("choices").get(0).path("finish_reason").asString())
                    .isEqualTo("length");
            assertThat(answer.path("usage").path("prompt_tokens").asInt()).isEqualTo(3);
            assertThat(answer.path("usage").path("completion_tokens").asInt()).isEqualTo(4);
        }
    }

    @Test
    void streamsOneEventPerTokenThenUsageThenDone() throws Exception {
        try (OpenAiServer server = serve(ScriptedGeneration.of(step -> 10 + step))) {
            HttpResponse<String> response = send(server, "POST", "/v1/completions", """
                    {"prompt": [1, 2], "max_tokens": 3, "stream": true, "stream_options": {"include_usage": true}}""");
            assertThat(response.headers().firstValue("content-type").orElseThrow())
                    .startsWith("text/event-stream");
            List<String> events = events(response.body());
            assertThat(events).hasSize(6).last().isEqualTo("[DONE]");
            assertThat(events.subList(0, 3))
                    .extracting(event -> JSON.readTree(event)
                            .path("choices")
                            .get(0)
                            .path("text")
                            .asString())
                    .containsExactly(" 10", " 11", " 12");
            assertThat(JSON.readTree(events.get(3))
                            .path("choices")
                            .get(0)
                            .path("finish_reason")
                            .asString())
                    .isEqualTo("length");
            assertThat(JSON.readTree(events.get(4)).path("choices")).isEmpty();
            assertThat(JSON.readTree(events.get(4))
                            .path("usage")
                            .path("total_tokens")
                            .asInt())
                    .isEqualTo(5);
        }
    }

    @Test
    void aChatStreamStartsWithTheRole() throws Exception {
        try (OpenAiServer server = serve(ScriptedGeneration.of(step -> step))) {
            List<String> events =
                    events(send(server, "POST", "/v1/chat/completions", """
                    {"messages": [{"role": "user", "content": "hello"}], "max_tokens": 2, "stream": true}""").body());
            assertThat(JSON.readTree(events.get(0))
                            .path("choices")
                            .get(0)
                            .path("delta")
                            .path("role")
                            .asString())
                    .isEqualTo("assistant");
            assertThat(JSON.readTree(events.get(1))
                            .path("choices")
                            .get(0)
                            .path("delta")
                            .path("content")
                            .asString())
                    .isEqualTo(" 0");
            assertThat(events).hasSize(5);
        }
    }

    @Test
    void stopTextEndsTheAnswerAndIsNotPartOfIt() throws Exception {
        try (OpenAiServer server = serve(ScriptedGeneration.of(step -> 10 + step))) {
            JsonNode answer = post(server, "/v1/completions", """
                    {"prompt": "a", "max_tokens": 9, "stop": [" 12 1"]}""");
            assertThat(answer.path("choices").get(0).path("text").asString()).isEqualTo(" 10 11");
            assertThat(answer.path("choices").get(0).path("finish_reason").asString())
                    .isEqualTo("stop");
        }
    }

    @Test
    void samplingReachesTheSession() throws Exception {
        ScriptedGeneration session = ScriptedGeneration.of(step -> step);
        try (OpenAiServer server = serve(session)) {
            post(server, "/v1/completions", """
                    {"prompt": "a", "temperature": 0.8, "top_p": 0.95, "top_k": 40, "seed": 7, "max_tokens": 1}""");
            assertThat(session.latest.orElseThrow().sampling()).isEqualTo(new Sampling(0.8, 0.95, 40, 7));
        }
    }

    @Test
    void healthAndModelsAnswer() throws Exception {
        try (OpenAiServer server = serve(ScriptedGeneration.of(step -> step))) {
            assertThat(send(server, "GET", "/health", "").statusCode()).isEqualTo(200);
            JsonNode models =
                    JSON.readTree(send(server, "GET", "/v1/models", "").body());
            assertThat(models.path("data").get(0).path("id").asString()).isEqualTo("tiny");
            assertThat(models.path("data").get(0).path("max_model_len").asInt()).isEqualTo(64);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"prompt":                                       | not JSON
            []                                               | JSON object
            {}                                               | 'prompt' is required
            {"prompt": ""}                                   | the prompt is empty
            {"prompt": [1000]}                               | outside the vocabulary of 1000
            {"prompt": [1.5]}                                | token ids
            {"prompt": ["a", "b"]}                           | one prompt per request
            {"prompt": "a", "max_tokens": 0}                 | 'max_tokens' should be
            {"prompt": "a", "max_tokens": 64}                | the context holds 64 tokens and the prompt has 1
            {"prompt": "a", "temperature": "hot"}            | 'temperature' should be a number
            {"prompt": "a", "temperature": -1}               | temperature >= 0
            {"prompt": "a", "stream": "yes"}                 | true or false
            {"prompt": "a", "stop": 3}                       | 'stop' should be
            {"prompt": "a", "n": 2}                          | one answer per request
            """)
    void aBadRequestIsRefusedInOpenAiShape(String body, String message) throws Exception {
        try (OpenAiServer server = serve(ScriptedGeneration.of(step -> step))) {
            HttpResponse<String> response = send(server, "POST", "/v1/completions", body);
            assertThat(response.statusCode()).isEqualTo(400);
            JsonNode error = JSON.readTree(response.body()).path("error");
            assertThat(error.path("message").asString()).contains(message);
            assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
            assertThat(error.has("param")).isTrue();
            assertThat(send(server, "GET", "/health", "").statusCode())
                    .as("still serving")
                    .isEqualTo(200);
        }
    }

    @Test
    void aPromptThatFillsTheContextIsRefused() throws Exception {
        try (OpenAiServer server = serve(ScriptedGeneration.of(step -> step))) {
            HttpResponse<String> response =
                    send(server, "POST", "/v1/completions", "{\"prompt\": \"" + "x".repeat(64) + "\"}");
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("64 tokens").contains("\"param\":\"prompt\"");
        }
    }

    @Test
    void unknownModelsPathsAndMethodsAreRefused() throws Exception {
        try (OpenAiServer server = serve(ScriptedGeneration.of(step -> step))) {
            HttpResponse<String> model =
                    send(server, "POST", "/v1/completions", "{\"model\": \"gpt-5\", \"prompt\": \"a\"}");
            assertThat(model.statusCode()).isEqualTo(404);
            assertThat(model.body()).contains("gpt-5").contains("tiny");
            assertThat(send(server, "GET", "/v2", "").statusCode()).isEqualTo(404);
            assertThat(send(server, "GET", "/v1/completions", "").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void anEngineThatFailsBeforeTheFirstTokenIsAServerError() throws Exception {
        try (OpenAiServer server = serve(ScriptedGeneration.failingAt(0))) {
            HttpResponse<String> response =
                    send(server, "POST", "/v1/completions", "{\"prompt\": \"a\", \"stream\": true}");
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).contains("server_error").contains("the script says so");
        }
    }

    @Test
    void anEngineThatFailsInMidStreamSaysSoInTheStreamAndSendsNoDone() throws Exception {
        try (OpenAiServer server = serve(ScriptedGeneration.failingAt(2))) {
            List<String> events =
                    events(send(server, "POST", "/v1/completions", "{\"prompt\": \"a\", \"stream\": true}")
                            .body());
            assertThat(events).hasSize(3).doesNotContain("[DONE]");
            assertThat(JSON.readTree(events.get(2)).path("error").path("type").asString())
                    .isEqualTo("server_error");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatHangsUpCancelsItsGeneration(boolean stream) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        ScriptedGeneration session = ScriptedGeneration.gated(gate);
        try (OpenAiServer server = serve(session)) {
            try (Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(), server.address().getPort())) {
                String body = "{\"prompt\": \"a\", \"max_tokens\": 60, \"stream\": " + stream + "}";
                socket.getOutputStream()
                        .write(("POST /v1/completions HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length()
                                        + "\r\n\r\n" + body)
                                .getBytes(StandardCharsets.US_ASCII));
                if (stream) {
                    assertThat(new BufferedReader(
                                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                                    .lines()
                                    .filter(line -> line.startsWith("data: "))
                                    .findFirst())
                            .isPresent();
                } else {
                    while (session.latest.isEmpty()) {
                        Thread.onSpinWait();
                    }
                }
            }
            // the server's loop handles the hang-up before any request that reaches it later
            while (server.openConnections() > 0) {
                Thread.onSpinWait();
            }
            gate.countDown();
            assertThat(session.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closingEndsTheAnswerUnderWayAndRefusesTheOnesThatWait() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        ScriptedGeneration session = ScriptedGeneration.gated(gate);
        OpenAiServer server = serve(session);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int count = 0; count < 2; count++) {
            answers.add(client.sendAsync(
                    HttpRequest.newBuilder(URI.create(
                                    "http://127.0.0.1:" + server.address().getPort() + "/v1/completions"))
                            .version(HttpClient.Version.HTTP_1_1)
                            .POST(HttpRequest.BodyPublishers.ofString("{\"prompt\": \"a\", \"max_tokens\": 60}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
        }
        while (session.latest.isEmpty() || server.openConnections() < 2) {
            Thread.onSpinWait();
        }
        Thread closer = new Thread(server::close, "closer");
        closer.start();
        // it waits with a limit for the generation, and without one for anything before
        while (closer.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        gate.countDown();
        closer.join();
        assertThat(session.cancelled.getCount()).isZero();
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
            assertThat(answer.get().body()).contains("server_error").contains("the server is stopping");
        });
    }

    @Test
    void manyAnswersFollowEachOtherOnOneConnection() throws Exception {
        try (OpenAiServer server = serve(ScriptedGeneration.of(step -> step))) {
            for (int count = 0; count < 200; count++) {
                post(server, "/v1/completions", "{\"prompt\": \"a\", \"max_tokens\": 2, \"stream\": false}");
            }
        }
    }
}
