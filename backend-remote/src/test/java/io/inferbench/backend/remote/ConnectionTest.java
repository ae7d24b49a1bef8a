package io.inferbench.backend.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.Prompt;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.backend.Sampling;
import io.inferbench.api.backend.ServedRequest;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.backend.remote.truth.TruthAnswers;
import io.inferbench.backend.remote.truth.TruthRequest;
import io.inferbench.backend.remote.truth.TruthScript;
import io.inferbench.backend.remote.truth.TruthServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections by every policy and protocol, what goes out over them, and what stays secret. */
class ConnectionTest {

    private static final String KEY = "sk-very-secret";

    @TempDir
    Path folder;

    private final Queue<TruthRequest> seen = new ConcurrentLinkedQueue<>();
    private final List<TruthServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(TruthServer::close);
    }

    private TruthServer serve(TruthServer.Settings settings) {
        TruthServer server = TruthServer.start(settings, request -> {
            seen.add(request);
            return Answers.to(request);
        });
        servers.add(server);
        return server;
    }

    private static RequestSession open(OpenAiBackend backend, Path folder, String url, String... options)
            throws Exception {
        return (RequestSession) backend.open(Specs.of(folder, url, options));
    }

    private static ServedRequest request(int number) {
        return ServedRequest.builder(new Prompt.Tokens(number + 1, 2))
                .maxNewTokens(3)
                .build();
    }

    @ParameterizedTest
    @CsvSource({"pooled, 1.1, 3", "pre-opened, 1.1, 3", "per-request, 1.1, 12", "pooled, 2, 1", "per-request, 2, 12"})
    void policiesOpenAsManyConnectionsAsTheySay(String policy, String http, int connections) throws Exception {
        TruthServer server = serve(new TruthServer.Settings(0, 1, http.equals("2"), 100, Optional.empty()));
        try (RequestSession session = open(
                new OpenAiBackend(),
                folder,
                server.url(),
                "connection-policy",
                policy,
                "connections",
                "3",
                "http",
                http,
                "check-model",
                "false",
                "max-connections",
                "3")) {
            List<Told> told = rounds(session);
            assertThat(told).allSatisfy(one -> {
                assertThat(one.outcome()).as(one.detail()).isEqualTo("FINISHED");
                assertThat(one.chunks).hasSize(3);
            });
            Set<Integer> numbers = told.stream()
                    .map(one -> one.connection.orElseThrow().number())
                    .collect(Collectors.toSet());
            assertThat(numbers).hasSize(connections);
            long fresh = told.stream()
                    .filter(one -> one.connection.orElseThrow().isFresh())
                    .count();
            assertThat(fresh).isEqualTo(policy.equals("pre-opened") ? 0 : connections);
            assertThat(session.facts()).containsEntry("connections.opened", String.valueOf(connections));
        }
    }

    /** Sends three requests at a time, four times. */
    private static List<Told> rounds(RequestSession session) throws Exception {
        List<Told> told = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            List<Told> together = new ArrayList<>();
            for (int number = 0; number < 3; number++) {
                together.add(Told.start(session, request(number)));
            }
            for (Told one : together) {
                told.add(one.await());
            }
        }
        return told;
    }

    @Test
    void requestsBeyondTheLimitOfConnectionsWait() throws Exception {
        TruthServer server = serve(TruthServer.Settings.plain());
        try (RequestSession session = open(new OpenAiBackend(), folder, server.url(), "max-connections", "2")) {
            List<Told> told = new ArrayList<>();
            for (int number = 0; number < 20; number++) {
                told.add(Told.start(session, request(number)));
            }
            for (Told one : told) {
                assertThat(one.await().outcome()).isEqualTo("FINISHED");
            }
            assertThat(session.facts()).containsEntry("connections.opened", "2");
        }
    }

    @Test
    void streamsOfHttp2WaitForTheServersLimit() throws Exception {
        TruthServer server = serve(new TruthServer.Settings(0, 1, true, 4, Optional.empty()));
        try (RequestSession session = open(
                new OpenAiBackend(),
                folder,
                server.url(),
                "http",
                "2",
                "check-model",
                "false",
                "max-connections",
                "1")) {
            List<Told> told = new ArrayList<>();
            for (int number = 0; number < 30; number++) {
                told.add(Told.start(session, request(number)));
            }
            for (Told one : told) {
                assertThat(one.await().outcome()).as(one.detail()).isEqualTo("FINISHED");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1.1", "2"})
    void tlsIsVerifiedUnlessSaidOtherwise(String http) throws Exception {
        Certificates own = Certificates.selfSigned();
        boolean http2 = http.equals("2");
        String url = serve(new TruthServer.Settings(0, 1, http2, 100, Optional.of(own.serverContext(http2))))
                .url();
        String trusted = own.pemFile(folder).toString();

        assertThat(new OpenAiBackend().probe(Specs.options(url)).toString()).contains("tls-ca");
        assertThat(outcome(url, "http", http)).isEqualTo("TLS");
        assertThat(outcome(url, "http", http, "tls-ca", trusted)).isEqualTo("FINISHED");
        assertThat(outcome(url, "http", http, "tls-verify", "false")).isEqualTo("FINISHED");
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        Certificates other = Certificates.of("elsewhere.example");
        String url = serve(new TruthServer.Settings(0, 1, false, 0, Optional.of(other.serverContext(false))))
                .url();

        assertThat(outcome(url, "tls-ca", other.pemFile(folder).toString())).isEqualTo("TLS");
    }

    private String outcome(String url, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("check-model", "false"));
        try (RequestSession session = open(new OpenAiBackend(), folder, url, all.toArray(String[]::new))) {
            Told told = Told.of(session, request(0));
            if (told.outcome().equals("FINISHED")) {
                assertThat(told.connection.orElseThrow().handshakeNanos()).isPresent();
            }
            return told.outcome();
        }
    }

    @Test
    void theKeyIsSentAndNeverShown() throws Exception {
        TruthServer server = TruthServer.start(TruthServer.Settings.plain(), request -> {
            seen.add(request);
            return request.method().equals("GET")
                    ? Answers.to(request)
                    : TruthScript.whole(401, TruthAnswers.JSON, "{\"error\":\"the key " + KEY + " is not known\"}");
        });
        servers.add(server);
        OpenAiBackend backend = new OpenAiBackend(name -> name.equals("MY_KEY") ? KEY : null);
        try (RequestSession session = open(backend, folder, server.url(), "api-key-env", "MY_KEY")) {
            Told told = Told.of(session, request(0));

            assertThat(seen)
                    .allSatisfy(
                            request -> assertThat(request.fields()).containsEntry("authorization", "Bearer " + KEY));
            assertThat(seen).hasSizeGreaterThan(1);
            assertThat(told.detail()).contains("the key *** is not known");
            assertThat(session.facts().toString() + told.end()).doesNotContain(KEY);
        }
    }

    @Test
    void theBodySaysWhatWasAskedFor() throws Exception {
        TruthServer server = serve(TruthServer.Settings.plain());
        ServedRequest request = ServedRequest.builder(new Prompt.Tokens(5, 6, 7))
                .maxNewTokens(9)
                .minNewTokens(9)
                .endIgnored(true)
                .sampling(new Sampling(0.8, 0.95, 40, 11))
                .build();
        try (RequestSession session = open(
                new OpenAiBackend(),
                folder,
                server.url(),
                "extra-body",
                "{\"top_p\":0.5,\"seed\":null,\"n\":1}",
                "chunk-count",
                "token-ids",
                "connection-policy",
                "per-request")) {
            assertThat(Told.of(session, request).outcome()).isEqualTo("FINISHED");
        }
        String body = seen.stream().reduce((first, last) -> last).orElseThrow().body();
        assertThat(Json.tree(body))
                .isEqualTo(Json.tree("{\"model\":\"truth\",\"prompt\":[5,6,7],\"max_tokens\":9,\"min_tokens\":9,"
                        + "\"ignore_eos\":true,\"temperature\":0.8,\"top_p\":0.5,\"top_k\":40,\"stream\":true,"
                        + "\"stream_options\":{\"include_usage\":true},\"return_token_ids\":true,\"n\":1}"));
    }

    @Test
    void embeddingsAndRankingsAreCounted() throws Exception {
        TruthServer server = TruthServer.start(TruthServer.Settings.plain(), request -> {
            if (request.path().equals("/v1/embeddings")) {
                return TruthScript.whole(
                        200, TruthAnswers.JSON, "{\"data\":[{\"embedding\":[0.5]}],\"usage\":{\"prompt_tokens\":4}}");
            }
            return request.path().equals("/rerank")
                    ? TruthScript.whole(200, TruthAnswers.JSON, "{\"results\":[{\"index\":1,\"relevance_score\":0.9}]}")
                    : Answers.to(request);
        });
        servers.add(server);
        try (RequestSession session = open(new OpenAiBackend(), folder, server.url(), "endpoint", "embeddings")) {
            assertThat(Told.of(
                                    session,
                                    ServedRequest.builder(new Prompt.Texts(List.of("a")))
                                            .build())
                            .outcome())
                    .isEqualTo("FINISHED");
            assertThat(Told.of(
                                    session,
                                    ServedRequest.builder(new Prompt.Texts(List.of("a", "b")))
                                            .build())
                            .outcome())
                    .isEqualTo("NO_OUTPUT");
        }
        try (RequestSession session =
                open(new OpenAiBackend(), folder, server.url(), "endpoint", "rerank", "path", "/rerank")) {
            assertThat(Told.of(
                                    session,
                                    ServedRequest.builder(new Prompt.Ranking("q", List.of("a", "b")))
                                            .build())
                            .outcome())
                    .isEqualTo("FINISHED");
        }
    }

    @Test
    void timesLieBetweenSendAndHearing() throws Exception {
        TruthServer server = TruthServer.start(
                TruthServer.Settings.plain(),
                request -> request.method().equals("GET")
                        ? Answers.to(request)
                        : TruthAnswers.stream(Duration.ofMillis(20), Duration.ofMillis(2), 10, Duration.ofMillis(10)));
        servers.add(server);
        try (RequestSession session =
                open(new OpenAiBackend(), folder, server.url(), "connection-policy", "pre-opened")) {
            Told told = Told.of(session, request(0));
            long[] written = server.records().get(0).bodyNanos();
            assertThat(told.arrivalNanos).hasSize(10);
            for (int token = 0; token < 10; token++) {
                assertThat(told.arrivalNanos.get(token) - written[token])
                        .as("nanoseconds from write to stamp of token %d", token)
                        .isPositive();
            }
            assertThat(server.records().get(0).receivedNanos()).isGreaterThan(told.sentNanos);
        }
    }

    @Test
    void aModelThatTheServerDoesNotListIsRefused() throws Exception {
        String url = serve(TruthServer.Settings.plain()).url();
        var other = SessionSpec.builder(
                        new ModelArtifact("gpt-5", ModelFormat.REMOTE, Optional.empty(), Optional.empty(), Map.of()),
                        folder)
                .options(Specs.of(folder, url).options())
                .build();
        assertThatThrownBy(() -> new OpenAiBackend().open(other))
                .isInstanceOf(BackendException.class)
                .hasMessageContainingAll("gpt-5", "truth", url);
    }

    @Test
    void probeSaysWhatIsThereOrWhatToDo() throws Exception {
        TruthServer server = serve(TruthServer.Settings.plain());
        assertThat(new OpenAiBackend().probe(Specs.options(server.url() + "/v1")))
                .isInstanceOfSatisfying(
                        Available.class,
                        available -> assertThat(available.facts())
                                .containsEntry("server.models", "truth")
                                .containsEntry("server.kind", "inferbench"));
        server.close();
        servers.clear();
        assertThat(new OpenAiBackend().probe(Specs.options(server.url())))
                .isInstanceOfSatisfying(Unavailable.class, unavailable -> {
                    assertThat(unavailable.reason()).isEqualTo(Unavailable.Reason.ENDPOINT_UNREACHABLE);
                    assertThat(unavailable.explanation()).contains(server.url());
                    assertThat(unavailable.remedy()).contains("url");
                });
    }
}
