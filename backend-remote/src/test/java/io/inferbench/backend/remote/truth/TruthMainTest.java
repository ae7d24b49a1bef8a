package io.inferbench.backend.remote.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TruthMainTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static String url = "";

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        url = "http://localhost:" + port;
        Thread server = new Thread(() -> serve(port), "truth-main");
        server.setDaemon(true);
        server.start();
        while (!answers()) {
            Thread.onSpinWait();
        }
    }

    private static void serve(int port) {
        try {
            TruthMain.main(new String[] {
                "--port", String.valueOf(port), "--first-token-millis", "2", "--gap-micros", "500", "--tokens", "3"
            });
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean answers() throws IOException, InterruptedException {
        try {
            return send("GET", "/v1/models", "").contains("truth");
        } catch (ConnectException notYet) {
            return false;
        }
    }

    private static String send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("X-Request-Id", "the-one")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void tellsWhatItDidUntilItIsToForget() throws IOException, InterruptedException {
        long before = System.nanoTime();
        String answer = send("POST", "/v1/completions", "{\"prompt\":\n[7]}");
        long after = System.nanoTime();

        assertThat(answer).endsWith("data: [DONE]\n\n");
        String[] columns = send("GET", "/truth", "").strip().split("\t");
        assertThat(columns).hasSize(4);
        long received = Long.parseLong(columns[0]);
        long[] written =
                Arrays.stream(columns[1].split(" ")).mapToLong(Long::parseLong).toArray();
        assertThat(received).isBetween(before, after);
        // Three tokens, the count and the end mark.
        assertThat(written).hasSize(5).isSorted();
        assertThat(written[0]).isGreaterThanOrEqualTo(received + 2_000_000);
        assertThat(written[2]).isGreaterThanOrEqualTo(received + 3_000_000).isLessThan(after);
        assertThat(columns[2]).isEqualTo("the-one");
        assertThat(columns[3]).isEqualTo("{\"prompt\": [7]}");

        send("DELETE", "/truth", "");
        assertThat(send("GET", "/truth", "")).isEmpty();
    }
}
