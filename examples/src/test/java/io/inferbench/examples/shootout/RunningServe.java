package io.inferbench.examples.shootout;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.examples.Shootout;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code shootout serve} on a thread of its own, once it is ready. */
final class RunningServe {

    private static final Pattern READY = Pattern.compile("Ready: (\\S+) at (http://\\S+)/v1");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final AtomicInteger exitCode = new AtomicInteger(Integer.MIN_VALUE);
    private final Matcher ready = READY.matcher("");
    private final Thread command;

    private RunningServe(String[] arguments) {
        command = new Thread(() -> exitCode.set(
                Shootout.commandLine(new PrintWriter(out), new PrintWriter(err)).execute(arguments)));
    }

    /** Takes the flags after {@code serve --port 0}. */
    static RunningServe start(String... flags) {
        RunningServe serve = new RunningServe(Stream.concat(Stream.of("serve", "--port", "0"), Stream.of(flags))
                .toArray(String[]::new));
        serve.command.start();
        while (!serve.ready.reset(serve.out.toString()).find()) {
            assertThat(serve.command.isAlive()).as(serve.err.toString()).isTrue();
            Thread.onSpinWait();
        }
        return serve;
    }

    String model() {
        return ready.group(1);
    }

    /** Sends a body to an endpoint below {@code /v1}; returns the answer's. */
    String post(String endpoint, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(ready.group(2) + "/v1/" + endpoint))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    void interrupt() {
        command.interrupt();
    }

    /** Waits for the end. */
    int exitCode() throws InterruptedException {
        command.join();
        return exitCode.get();
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
