package io.inferbench.backend.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/** Asks a server about itself, outside the timed path: blocking, and without leaving a thread or a connection. */
final class ControlClient {

    private static final int LONGEST_ANSWER_BYTES = 16 << 20;

    private final URI base;
    private final Optional<String> apiKey;
    private final TlsTrust trust;
    private final Duration timeout;

    ControlClient(URI base, Optional<String> apiKey, TlsTrust trust, Duration timeout) {
        this.base = base;
        this.apiKey = apiKey;
        this.trust = trust;
        this.timeout = timeout;
    }

    /** An answer, whatever its status. */
    record Answer(int status, String body) {

        private static final int OK = 200;

        boolean isOk() {
            return status == OK;
        }
    }

    /**
     * Gets a path below the server's URL.
     *
     * @throws IOException if there is no answer
     */
    Answer get(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) Urls.below(base, path).toURL().openConnection();
        if (connection instanceof HttpsURLConnection secure) {
            trust.apply(secure);
        }
        connection.setConnectTimeout((int) timeout.toMillis());
        connection.setReadTimeout((int) timeout.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Connection", "close");
        apiKey.ifPresent(key -> connection.setRequestProperty("Authorization", "Bearer " + key));
        try {
            int status = connection.getResponseCode();
            InputStream stream = status >= HttpURLConnection.HTTP_BAD_REQUEST
                    ? connection.getErrorStream()
                    : connection.getInputStream();
            return new Answer(status, read(stream));
        } finally {
            connection.disconnect();
        }
    }

    private static String read(@Nullable InputStream stream) throws IOException {
        if (stream == null) {
            return "";
        }
        try (stream) {
            return new String(stream.readNBytes(LONGEST_ANSWER_BYTES), StandardCharsets.UTF_8);
        }
    }
}
