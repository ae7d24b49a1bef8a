package io.inferbench.backend.remote;

import io.inferbench.api.option.OptionSpec;
import io.inferbench.backend.remote.wire.ConnectionPolicy;
import io.inferbench.backend.remote.wire.HttpVersion;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The options of {@link OpenAiBackend}. */
final class OpenAiOptions {

    static final OptionSpec<URI> URL = OptionSpec.of(
                    "url",
                    "http or https URL such as http://127.0.0.1:8000",
                    "where the server is; what follows the port comes before every path",
                    OpenAiOptions::url)
            .withDefault(URI.create("http://127.0.0.1:8000"));

    static final OptionSpec<Endpoint> ENDPOINT = OptionSpec.choice(
                    "endpoint", Endpoint.class, "which of the server's doors is used")
            .withDefault(Endpoint.COMPLETIONS);

    static final OptionSpec<String> PATH =
            OptionSpec.text("path", "the door's path, if the server has it elsewhere, for instance /rerank");

    static final OptionSpec<HttpVersion> HTTP = OptionSpec.of(
                    "http", "1.1 or 2", "protocol of the connections", text -> switch (text) {
                        case "1.1" -> HttpVersion.HTTP_1_1;
                        case "2" -> HttpVersion.HTTP_2;
                        default -> throw new IllegalArgumentException("neither 1.1 nor 2");
                    })
            .withDefault(HttpVersion.HTTP_1_1);

    static final OptionSpec<ConnectionPolicy> CONNECTION_POLICY = OptionSpec.choice(
                    "connection-policy",
                    ConnectionPolicy.class,
                    "opened before the first request, when first needed and kept, or for each request anew")
            .withDefault(ConnectionPolicy.POOLED);

    static final OptionSpec<Integer> CONNECTIONS = OptionSpec.integer(
                    "connections", 1, 60_000, "how many connections are opened first, where the policy is pre-opened")
            .withDefault(1);

    static final OptionSpec<Integer> MAX_CONNECTIONS = OptionSpec.integer(
                    "max-connections", 1, 60_000, "how many connections may be open; further requests wait for one")
            .withDefault(16_384);

    static final OptionSpec<Integer> THREADS = OptionSpec.integer(
                    "threads", 1, 256, "how many threads read and write; one serves some 100,000 events a second")
            .withDefault(1);

    static final OptionSpec<Duration> CONNECT_TIMEOUT = OptionSpec.duration(
                    "connect-timeout", "how long opening a connection may take, TLS included")
            .withDefault(Duration.ofSeconds(10));

    static final OptionSpec<Duration> REQUEST_TIMEOUT = OptionSpec.duration(
                    "request-timeout", "how long a request may take from its send to its end")
            .withDefault(Duration.ofMinutes(30));

    static final OptionSpec<Duration> SILENCE_TIMEOUT = OptionSpec.duration(
                    "silence-timeout", "how long nothing may arrive of a request in flight")
            .withDefault(Duration.ofMinutes(10));

    static final OptionSpec<String> API_KEY_ENV = OptionSpec.text(
                    "api-key-env",
                    "name of the environment variable that holds the API key; none is sent if it is unset")
            .withDefault("OPENAI_API_KEY");

    static final OptionSpec<Boolean> TLS_VERIFY = OptionSpec.flag(
                    "tls-verify", "whether the server's certificate must be known and be the host's")
            .withDefault(true);

    static final OptionSpec<Path> TLS_CA =
            OptionSpec.path("tls-ca", "PEM file of the certificates to trust instead of the JDK's");

    static final OptionSpec<Map<String, Object>> EXTRA_BODY = OptionSpec.of(
                    "extra-body",
                    "a JSON object",
                    "fields added to every request's body, over those of the same name; null takes one out",
                    Json::object)
            .withDefault(Map.of());

    static final OptionSpec<Boolean> INCLUDE_USAGE = OptionSpec.flag(
                    "include-usage", "whether to ask for the server's count of tokens at the end of a stream")
            .withDefault(true);

    static final OptionSpec<ChunkCount> CHUNK_COUNT = OptionSpec.choice(
                    "chunk-count",
                    ChunkCount.class,
                    "how the server is asked to say how many tokens a chunk holds: not, by usage in every chunk, or by"
                            + " token ids (vLLM)")
            .withDefault(ChunkCount.NONE);

    static final OptionSpec<Boolean> END_MARK = OptionSpec.flag(
                    "end-mark", "whether a stream that ends without [DONE] is cut short")
            .withDefault(true);

    static final OptionSpec<String> LIMIT_FIELD = OptionSpec.text(
                    "limit-field", "name of the field that limits new tokens: max_tokens or max_completion_tokens")
            .withDefault("max_tokens");

    static final OptionSpec<Boolean> CHECK_MODEL = OptionSpec.flag(
                    "check-model",
                    "whether the server must list the model at /v1/models; false asks it nothing about itself")
            .withDefault(true);

    static final OptionSpec<String> METRICS_PATH = OptionSpec.text(
                    "metrics-path", "where the server shows its Prometheus metrics")
            .withDefault("/metrics");

    static final List<OptionSpec<?>> ALL = List.of(
            URL,
            ENDPOINT,
            PATH,
            HTTP,
            CONNECTION_POLICY,
            CONNECTIONS,
            MAX_CONNECTIONS,
            THREADS,
            CONNECT_TIMEOUT,
            REQUEST_TIMEOUT,
            SILENCE_TIMEOUT,
            API_KEY_ENV,
            TLS_VERIFY,
            TLS_CA,
            EXTRA_BODY,
            INCLUDE_USAGE,
            CHUNK_COUNT,
            END_MARK,
            LIMIT_FIELD,
            CHECK_MODEL,
            METRICS_PATH);

    private OpenAiOptions() {}

    /** How the tokens of a chunk are counted by the server. */
    enum ChunkCount {
        NONE,
        USAGE,
        TOKEN_IDS
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text);
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!web || url.getHost() == null || url.getUserInfo() != null || url.getQuery() != null) {
                throw new IllegalArgumentException("not an http URL of a host alone");
            }
            return url;
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("not a URL", malformed);
        }
    }
}
