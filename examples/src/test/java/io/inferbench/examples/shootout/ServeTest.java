package io.inferbench.examples.shootout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.examples.Shootout;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ServeTest {

    private static final Pattern READY = Pattern.compile("Ready: (\\S+) at (http://\\S+)/v1");

    @Test
    void aSmallModelIsServedUntilTheCommandIsStopped() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        AtomicReference<Integer> exitCode = new AtomicReference<>();
        Thread command = new Thread(() -> exitCode.set(Shootout.commandLine(new PrintWriter(out), new PrintWriter(err))
                .execute("serve", "--model", "llama-test", "--context-length", "64", "--port", "0")));
        command.start();
        Matcher ready = READY.matcher("");
        while (!ready.reset(out.toString()).find()) {
            assertThat(command.isAlive()).as(err.toString()).isTrue();
            Thread.onSpinWait();
        }
        assertThat(ready.group(1)).isEqualTo("llama-test");
        assertThat(complete(ready.group(2), "{\"prompt\": \"Once\", \"max_tokens\": 4, \"temperature\": 0}"))
                .contains("\"completion_tokens\":4");
        assertThat(complete(ready.group(2), "{\"prompt\": \"Once\", \"max_tokens\": 61}"))
                .contains("the context holds 64 tokens and the prompt has 4");

        command.interrupt();
        command.join();
        assertThat(exitCode.get()).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).endsWith("Stopping" + System.lineSeparator());
        assertThat(err.toString()).contains("Loading llama-test with ort-cpu");
        assertThatThrownBy(() -> complete(ready.group(2), "{}"))
                .as("nothing listens any more")
                .isInstanceOf(ConnectException.class);
    }

    private static String complete(String server, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + "/v1/completions"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Typed typed = Typed.shootout("serve", "--model", "llama-test", "--port", port);
            assertThat(typed.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
            assertThat(typed.err()).contains("--port").contains(port).contains("cannot listen");
        }
    }

    @Test
    void whatGeneratesNothingIsNotServed() {
        Typed typed = Typed.shootout("serve", "--model", "bert-tiny", "--port", "0");
        assertThat(typed.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(typed.err()).contains("model 'bert-tiny' does not generate text");
    }

    @Test
    void mistakesAreToldByTheirFlags() {
        Typed typed = Typed.shootout("serve", "--model", "gpt3", "--backend", "ort-cpux");
        assertThat(typed.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(typed.err())
                .contains("--model: unknown model 'gpt3'")
                .contains("--backend: unknown backend 'ort-cpux'");
        assertThat(Typed.shootout("serve", "--port", "70000").err())
                .contains("--port")
                .contains("70000");
    }
}
