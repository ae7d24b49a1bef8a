package io.inferbench.backend.remote.truth;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a {@link TruthServer} by itself: {@code --port 8000 --model truth --first-token-millis 50 --gap-micros 10000
 * --tokens 100 --threads 1}.
 */
public final class TruthMain {

    private TruthMain() {}

    /** Serves until the process is ended. */
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> given = new HashMap<>();
        for (int at = 0; at + 1 < arguments.length; at += 2) {
            given.put(arguments[at], arguments[at + 1]);
        }
        String model = given.getOrDefault("--model", "truth");
        Duration first = Duration.ofMillis(number(given, "--first-token-millis", 50));
        Duration gap = Duration.ofNanos(1_000L * number(given, "--gap-micros", 10_000));
        TruthScript stream = TruthAnswers.stream(first, gap, number(given, "--tokens", 100), first.dividedBy(2));
        TruthServer.Settings settings = new TruthServer.Settings(
                number(given, "--port", 8000), number(given, "--threads", 1), false, 0, Optional.empty());
        TruthServer.start(settings, request -> answer(request, model, stream));
        // Until the process is ended.
        new CountDownLatch(1).await();
    }

    private static int number(Map<String, String> given, String name, int otherwise) {
        return Integer.parseInt(given.getOrDefault(name, String.valueOf(otherwise)));
    }

    private static TruthScript answer(TruthRequest request, String model, TruthScript stream) {
        if (request.method().equals("POST")) {
            return stream;
        }
        return request.path().equals("/v1/models")
                ? TruthScript.whole(200, TruthAnswers.JSON, TruthAnswers.models(model))
                : TruthScript.whole(404, TruthAnswers.JSON, "{}");
    }
}
