package io.inferbench.backend.remote;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.option.Options;
import io.inferbench.backend.remote.wire.ConnectionPolicy;
import io.inferbench.backend.remote.wire.Expectation;
import io.inferbench.backend.remote.wire.Message;
import io.inferbench.backend.remote.wire.WireSettings;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What the options come to. */
final class RemoteSettings {

    private static final Duration CONTROL_TIMEOUT = Duration.ofSeconds(5);

    private final Options options;
    private final Optional<String> apiKey;

    RemoteSettings(Options options, UnaryOperator<@Nullable String> environment) {
        this.options = options;
        this.apiKey = Optional.ofNullable(environment.apply(options.get(OpenAiOptions.API_KEY_ENV)))
                .filter(key -> !key.isBlank());
    }

    Options options() {
        return options;
    }

    Optional<String> apiKey() {
        return apiKey;
    }

    /** Returns a text in which the API key does not stand. */
    String masked(String text) {
        return apiKey.map(key -> text.replace(key, "***")).orElse(text);
    }

    URI url() {
        return options.get(OpenAiOptions.URL);
    }

    Endpoint endpoint() {
        return options.get(OpenAiOptions.ENDPOINT);
    }

    private TlsTrust trust() {
        return new TlsTrust(options.get(OpenAiOptions.TLS_VERIFY), options.find(OpenAiOptions.TLS_CA));
    }

    ControlClient control() {
        return new ControlClient(url(), apiKey, trust(), CONTROL_TIMEOUT);
    }

    /** Resolves the host and reads certificates. */
    WireSettings wire() throws BackendException {
        ConnectionPolicy policy = options.get(OpenAiOptions.CONNECTION_POLICY);
        return new WireSettings(
                address(),
                url().getHost(),
                tls(),
                options.get(OpenAiOptions.HTTP),
                policy,
                policy == ConnectionPolicy.PRE_OPENED ? options.get(OpenAiOptions.CONNECTIONS) : 0,
                options.get(OpenAiOptions.MAX_CONNECTIONS),
                options.get(OpenAiOptions.THREADS),
                options.get(OpenAiOptions.CONNECT_TIMEOUT),
                options.get(OpenAiOptions.REQUEST_TIMEOUT),
                options.get(OpenAiOptions.SILENCE_TIMEOUT));
    }

    private InetSocketAddress address() throws BackendException {
        String host = url().getHost();
        try {
            return new InetSocketAddress(InetAddress.getByName(host.replaceAll("[\\[\\]]", "")), Urls.port(url()));
        } catch (UnknownHostException unknown) {
            throw new BackendException("the host of the URL " + url() + " is unknown; give another one", unknown);
        }
    }

    private Optional<SslContext> tls() throws BackendException {
        if (!Urls.isSecure(url())) {
            return Optional.empty();
        }
        try {
            return Optional.of(trust().client(options.get(OpenAiOptions.HTTP)));
        } catch (SSLException | IllegalArgumentException unusable) {
            throw new BackendException(
                    "TLS for " + url() + " cannot be set up (" + unusable.getMessage()
                            + "); is tls-ca a PEM file of certificates?",
                    unusable);
        }
    }

    Message message(byte[] body) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("User-Agent", "inferbench");
        fields.put("Accept", "text/event-stream, application/json");
        apiKey.ifPresent(key -> fields.put("Authorization", "Bearer " + key));
        return new Message(
                url().getScheme(),
                url().getRawAuthority(),
                Urls.pathBelow(
                        url(),
                        options.find(OpenAiOptions.PATH).orElse(endpoint().path())),
                fields,
                body,
                options.get(OpenAiOptions.CONNECTION_POLICY) == ConnectionPolicy.PER_REQUEST);
    }

    Expectation expectation(boolean streamed, int items) {
        boolean generates = endpoint().generates();
        return new Expectation(streamed && generates, generates, items, options.get(OpenAiOptions.END_MARK));
    }
}
