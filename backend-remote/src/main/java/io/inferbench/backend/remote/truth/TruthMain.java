package io.inferbench.backend.remote.truth;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * Runs a {@link TruthServer} by itself: {@code --port 8000 --model truth --first-token-millis 50 --gap-micros 10000
 * --tokens 100 --threads 1}, and by HTTP/2 too with {@code --http2-port 8001}.
 *
 * <p>{@code GET /truth} tells what it did for the POST requests since the last {@code DELETE /truth}, a line each, with
 * tabs between: when the request had been read, when each piece of the body was written (nanoseconds of the system's
 * monotonic clock, spaces between), the field {@code X-Request-Id}, and the beginning of the request's body.
 */
public final class TruthMain {

    private static final String RECORDS = "/truth";
    private static final int BODY_BEGINNING = 200;
    private static final int STREAMS_PER_CONNECTION = 1_000;

    private final Map<Integer, String> requests = new ConcurrentHashMap<>();
    private final String model;
    private final TruthScript stream;
    private final List<TruthMain> all;
    private final CompletableFuture<TruthServer> server = new CompletableFuture<>();

    private TruthMain(String model, TruthScript stream, List<TruthMain> all) {
        this.model = model;
        this.stream = stream;
        this.all = all;
    }

    /** Serves until the process is ended. */
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> given = new HashMap<>();
        for (int at = 0; at + 1 < arguments.length; at += 2) {
            given.put(arguments[at], arguments[at + 1]);
        }
        Duration first = Duration.ofMillis(number(given, "--first-token-millis", 50));
        Duration gap = Duration.ofNanos(1_000L * number(given, "--gap-micros", 10_000));
        TruthScript stream = TruthAnswers.stream(first, gap, number(given, "--tokens", 100), first.dividedBy(2));
        String model = given.getOrDefault("--model", "truth");
        int threads = number(given, "--threads", 1);
        List<TruthMain> all = new CopyOnWriteArrayList<>();
        if (given.containsKey("--http2-port")) {
            new TruthMain(model, stream, all).serve(number(given, "--http2-port", 0), threads, true);
        }
        new TruthMain(model, stream, all).serve(number(given, "--port", 8000), threads, false);
        // Until the process is ended.
        new CountDownLatch(1).await();
    }

    private void serve(int port, int threads, boolean http2) {
        all.add(this);
        server.complete(TruthServer.start(
                new TruthServer.Settings(port, threads, http2, STREAMS_PER_CONNECTION, Optional.empty()),
                this::answer));
    }

    private static int number(Map<String, String> given, String name, int otherwise) {
        return Integer.parseInt(given.getOrDefault(name, String.valueOf(otherwise)));
    }

    private TruthScript answer(TruthRequest request) {
        if (request.method().equals("POST")) {
            requests.put(request.number(), told(request));
            return stream;
        }
        return switch (request.method() + " " + request.path()) {
            case "GET /v1/models" -> TruthScript.whole(200, TruthAnswers.JSON, TruthAnswers.models(model));
            case "GET " + RECORDS -> TruthScript.whole(200, "text/tab-separated-values", lines());
            case "DELETE " + RECORDS -> {
                all.forEach(TruthMain::forget);
                yield TruthScript.whole(200, TruthAnswers.JSON, "{}");
            }
            default -> TruthScript.whole(404, TruthAnswers.JSON, "{}");
        };
    }

    private static String told(TruthRequest request) {
        String body = request.body();
        String beginning = body.substring(0, Math.min(BODY_BEGINNING, body.length()));
        return request.fields().getOrDefault("x-request-id", "-") + "\t" + beginning.replaceAll("\\s+", " ");
    }

    private String lines() {
        return all.stream()
                .flatMap(one -> one.server.join().records().stream().map(one::line))
                .collect(Collectors.joining());
    }

    private void forget() {
        server.join().forgetRecords();
        requests.clear();
    }

    private String line(TruthRecord truth) {
        String written =
                Arrays.stream(truth.bodyNanos()).mapToObj(Long::toString).collect(Collectors.joining(" "));
        return truth.receivedNanos() + "\t" + written + "\t" + requests.get(truth.number()) + "\n";
    }
}
