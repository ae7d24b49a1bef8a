package io.inferbench.benchmarks;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.TrialResult;
import io.inferbench.core.Benchmark;
import io.inferbench.core.RunOutcome;
import io.inferbench.core.config.AgreementSettings;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ExecutionSettings;
import io.inferbench.core.config.LoadSettings;
import io.inferbench.core.config.MeasurementSettings;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.config.TrialGroup;
import io.inferbench.core.serve.LoadFacts;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether an open loop keeps its schedule: Poisson arrivals on the loopback interface, answers of 4 tokens, a server of known
 * answers in another process.
 *
 * <p>Passes if the achieved rate is within 0.5 % of the schedule's, the Kolmogorov-Smirnov test finds the gaps to be those of
 * the process asked for, and no request failed: {@code OpenLoop [rate=2000] [seconds=30] [real-time=false]}. With real-time
 * the pacer and the event loops get real-time priority, so that other programs of the machine are not measured too.
 */
public final class OpenLoop {

    private static final double MOST_RATE_ERROR = 0.005;
    private static final double LEAST_PROBABILITY = 0.01;

    /** A cold client falls behind by seconds; its compiler needs thousands of requests. */
    private static final int WARM_UP_SECONDS = 12;

    private OpenLoop() {}

    /** Runs it; exit code 1 if a bar is missed. */
    public static void main(String[] arguments) throws Exception {
        Arguments given = new Arguments(arguments);
        String rate = given.text("rate", "2000");
        int seconds = given.number("seconds", 30);
        if (given.text("real-time", "false").equals("true")) {
            new RealTime().raiseChildren();
        }
        RunOutcome outcome = Benchmark.create().run(config("http://127.0.0.1:" + freePort(), rate, seconds));
        System.exit(judge(outcome.report().results().get(0)) ? 0 : 1);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static BenchmarkConfig config(String url, String rate, int seconds) {
        int requests = (int) (1.2 * Double.parseDouble(rate) * (seconds + WARM_UP_SECONDS)) + 1000;
        MeasurementSettings usual = MeasurementSettings.DEFAULT;
        return BenchmarkConfig.builder("open-loop")
                .trials(TrialGroup.builder()
                        .backend(new ProviderChoice(
                                "openai",
                                Map.of(
                                        "url", url,
                                        "start-preset", "truth",
                                        "start-args", "--first-token-millis 0 --gap-micros 0 --tokens 4",
                                        "connection-policy", "pre-opened",
                                        "connections", "64")))
                        .model(ModelChoice.of("remote:truth"))
                        .workload(new ProviderChoice(
                                "synthetic-prompts",
                                Map.of("requests", Integer.toString(requests), "vocabulary", "32000")))
                        .parameter("sequence_length", 8)
                        .parameter("new_tokens", 4)
                        .parameter("rate", rate)
                        .build())
                .execution(oneFork())
                .measurement(new MeasurementSettings(
                        1,
                        usual.minTime(),
                        usual.maxCalls(),
                        usual.maxTime(),
                        0,
                        usual.confidence(),
                        Duration.ZERO,
                        usual.gpuInterval()))
                .agreement(new AgreementSettings(false, Optional.empty(), 1, AgreementSettings.DEFAULT.tolerances()))
                .load(load(rate, seconds))
                .build();
    }

    private static ExecutionSettings oneFork() {
        return new ExecutionSettings(
                ExecutionSettings.DEFAULT.isolation(),
                1,
                ExecutionSettings.DEFAULT.order(),
                Duration.ofMinutes(10),
                ExecutionSettings.DEFAULT.onUnavailable(),
                List.of("-Xms2g", "-Xmx2g", "-Xmn1600m", "-XX:+AlwaysPreTouch"));
    }

    private static LoadSettings load(String rate, int seconds) {
        LoadSettings usual = LoadSettings.DEFAULT;
        return new LoadSettings(
                OptionalInt.empty(),
                Optional.of(Duration.ofSeconds(seconds)),
                OptionalInt.of((int) (WARM_UP_SECONDS * Double.parseDouble(rate))),
                usual.objectives(),
                usual.goodShare(),
                usual.probe(),
                usual.drain(),
                usual.speed(),
                usual.failuresAllowed());
    }

    private static boolean judge(TrialResult result) {
        if (!(result instanceof Completed completed)) {
            System.out.println(result);
            return false;
        }
        ForkResult fork = completed.forks().get(0);
        Map<String, String> facts = fork.phase(Stage.MEASUREMENT).orElseThrow().facts();
        facts.forEach((name, value) -> System.out.println(name + " " + value));
        completed
                .verdict()
                .reasons()
                .forEach(reason -> System.out.println(reason.severity() + " " + reason.code() + ": " + reason.text()));
        double planned = Double.parseDouble(facts.get(LoadFacts.PLANNED_RATE));
        double achieved = Double.parseDouble(facts.get(LoadFacts.ACHIEVED_RATE));
        return Math.abs(achieved / planned - 1) <= MOST_RATE_ERROR
                && Double.parseDouble(facts.get(LoadFacts.GAP_PROBABILITY)) >= LEAST_PROBABILITY
                && "0".equals(facts.get(LoadFacts.FAILED));
    }
}
