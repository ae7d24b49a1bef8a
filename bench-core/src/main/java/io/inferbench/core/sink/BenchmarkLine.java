package io.inferbench.core.sink;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.Parameters;
import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A trial as one line of names and values, in the order and under the definitions of TensorRT-LLM's {@code benchmark.py}.
 *
 * <p>A value that was not measured or does not apply is {@code n/a}, as that program writes it; never 0. Names of our own
 * follow at the end, where readers of that format skip what they do not know.
 */
final class BenchmarkLine {

    private static final String ABSENT = "n/a";
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Map<String, String> PRECISIONS =
            Map.of("fp32", "float32", "fp16", "float16", "bf16", "bfloat16");

    private BenchmarkLine() {}

    static String lines(RunReport report) {
        return report.results().stream().map(result -> line(result) + "\n").collect(Collectors.joining());
    }

    static String line(TrialResult result) {
        Trial trial = result.trial();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("model_name", trial.model());
        values.put("world_size", worldSize(result));
        values.put("num_heads", fact(result, "model.heads"));
        values.put("num_layers", fact(result, "model.layers"));
        values.put("hidden_size", fact(result, "model.hidden"));
        values.put("vocab_size", fact(result, "model.vocabulary"));
        values.put(
                "precision",
                trial.parameter(Parameters.PRECISION)
                        .map(precision -> PRECISIONS.getOrDefault(precision, precision))
                        .orElse(ABSENT));
        values.put("batch_size", trial.parameter(Parameters.BATCH).orElse(ABSENT));
        values.put("input_length", trial.parameter(Parameters.SEQUENCE_LENGTH).orElse(ABSENT));
        values.put("output_length", trial.parameter(Parameters.NEW_TOKENS).orElse(ABSENT));
        values.put("build_time(s)", buildTime(result));
        values.put("tokens_per_sec", tokensPerSecond(result));
        Optional<MetricSummary> latency = latency(result);
        values.put("percentile95(ms)", millis(percentile(latency, 95)));
        values.put("percentile99(ms)", millis(percentile(latency, 99)));
        values.put("latency(ms)", millis(mean(latency)));
        values.put("backend", trial.backend());
        values.put("verdict", TrialText.status(result));
        return values.entrySet().stream()
                .map(entry -> " " + entry.getKey() + " " + entry.getValue().replaceAll("\\s", "_"))
                .collect(Collectors.joining("", "[BENCHMARK]", ""));
    }

    private static Optional<MetricSummary> latency(TrialResult result) {
        return result instanceof Completed completed ? TrialText.latency(completed) : Optional.empty();
    }

    private static OptionalDouble mean(Optional<MetricSummary> latency) {
        return latency.map(summary -> OptionalDouble.of(summary.mean())).orElse(OptionalDouble.empty());
    }

    private static OptionalDouble percentile(Optional<MetricSummary> latency, double percent) {
        return latency.map(summary -> summary.percentile(percent)).orElse(OptionalDouble.empty());
    }

    private static String fact(TrialResult result, String name) {
        return forks(result).stream()
                .flatMap(fork -> Stream.ofNullable(fork.facts().get(name)))
                .findFirst()
                .orElse(ABSENT);
    }

    private static List<ForkResult> forks(TrialResult result) {
        return result instanceof Completed completed ? completed.forks() : List.of();
    }

    private static String worldSize(TrialResult result) {
        return forks(result).stream()
                .findFirst()
                .map(fork -> Integer.toString(fork.devices().size()))
                .orElse(ABSENT);
    }

    /** Batch times new tokens over the mean latency, which is that program's formula; n/a where nothing is generated. */
    private static String tokensPerSecond(TrialResult result) {
        Trial trial = result.trial();
        OptionalDouble latency = mean(latency(result));
        if (trial.number(Parameters.NEW_TOKENS).isEmpty()
                || trial.number(Parameters.BATCH).isEmpty()
                || latency.isEmpty()) {
            return ABSENT;
        }
        double tokens = (double) trial.number(Parameters.BATCH).getAsInt()
                * trial.number(Parameters.NEW_TOKENS).getAsInt();
        return String.format(Locale.ROOT, "%.2f", tokens / (latency.getAsDouble() / NANOS_PER_SECOND));
    }

    /** The load phase, which builds the engine where there is one to build; the longest of the forks, as a cache is cold once. */
    private static String buildTime(TrialResult result) {
        return forks(result).stream()
                .map(fork -> fork.phase(Stage.LOAD))
                .flatMap(Optional::stream)
                .map(PhaseResult::durationNanos)
                .max(Long::compare)
                .map(nanos -> String.format(Locale.ROOT, "%.2f", nanos / NANOS_PER_SECOND))
                .orElse(ABSENT);
    }

    private static String millis(OptionalDouble nanos) {
        return nanos.isPresent() ? String.format(Locale.ROOT, "%.3f", nanos.getAsDouble() / NANOS_PER_MILLI) : ABSENT;
    }
}
