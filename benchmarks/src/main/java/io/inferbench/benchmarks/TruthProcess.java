package io.inferbench.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The server of known answers in a process of its own, so that it can be given a core of its own. */
final class TruthProcess implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private final Process process;
    private final int port;
    private final int http2Port;
    private final HttpClient http = HttpClient.newHttpClient();

    private TruthProcess(Process process, int port, int http2Port) {
        this.process = process;
        this.port = port;
        this.http2Port = http2Port;
    }

    /**
     * Starts it.
     *
     * @param arguments of {@code TruthMain}, but for the ports
     */
    static TruthProcess start(String... arguments) throws IOException, InterruptedException {
        int port = freePort();
        int http2Port = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xms1g",
                "-Xmx1g",
                "-Xmn700m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty("java.class.path"),
                "io.inferbench.backend.remote.truth.TruthMain",
                "--port",
                String.valueOf(port),
                "--http2-port",
                String.valueOf(http2Port)));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).inheritIO().start();
        TruthProcess server = new TruthProcess(process, port, http2Port);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        server.awaitReady();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (true) {
            try {
                ask("GET", "/v1/models");
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() > end || process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    throw notYet;
                }
            }
        }
    }

    /**
     * Returns its URL.
     *
     * @param http {@code 1.1} or {@code 2}
     */
    String url(String http) {
        return "http://localhost:" + (http.equals("2") ? http2Port : port);
    }

    /** Returns the processor time of all its threads so far. */
    long cpuNanos() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    /** Returns its number. */
    long process() {
        return process.pid();
    }

    /** Forgets what was done so far. */
    void forget() throws IOException, InterruptedException {
        ask("DELETE", "/truth");
    }

    /** Returns what was done for each request since. */
    List<Truth> truths() throws IOException, InterruptedException {
        return ask("GET", "/truth").lines().map(Truth::read).toList();
    }

    private String ask(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url("1.1") + path))
                .version(HttpClient.Version.HTTP_1_1)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    /**
     * What was done for one request.
     *
     * @param receivedNanos when it had been read
     * @param writtenNanos when each piece of the answer was written
     * @param request the beginning of its body
     */
    @SuppressWarnings("ArrayRecordComponent") // a column of a measurement, compared by nobody
    record Truth(long receivedNanos, long[] writtenNanos, String request) {

        private static Truth read(String line) {
            String[] columns = line.split("\t");
            long[] written = Arrays.stream(columns[1].split(" "))
                    .mapToLong(Long::parseLong)
                    .toArray();
            return new Truth(Long.parseLong(columns[0]), written, columns[3]);
        }

        /** Returns the only token of the prompt. */
        int promptToken() {
            int from = request.indexOf("\"prompt\":[") + "\"prompt\":[".length();
            return Integer.parseInt(request.substring(from, request.indexOf(']', from)));
        }
    }
}
