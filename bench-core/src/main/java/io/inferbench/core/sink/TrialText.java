package io.inferbench.core.sink;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.Parameters;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Skipped;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the texts for people say of one trial. */
public final class TrialText {

    private static final Map<String, String> SHORT_NAMES =
            Map.of(Parameters.SEQUENCE_LENGTH, "seq", Parameters.NEW_TOKENS, "new", Parameters.CONCURRENCY, "conc");

    private static final Pattern MODEL_ENDING = Pattern.compile("\\.(onnx|pt|engine|plan)$");
    private static final List<String> STATUSES = List.of("VALID", "SUSPECT", "INVALID", "FAILED", "SKIPPED");

    private TrialText() {}

    /** Returns the verdict, or what became of a trial without numbers: {@code FAILED}, {@code SKIPPED}. */
    public static String status(TrialResult result) {
        if (result instanceof Failed) {
            return "FAILED";
        }
        return result instanceof Skipped ? "SKIPPED" : result.verdict().status().name();
    }

    /** Returns how many trials came to what, best first: {@code 3 VALID, 1 FAILED}. */
    public static String tally(RunReport report) {
        Map<String, Long> counts =
                report.results().stream().collect(Collectors.groupingBy(TrialText::status, Collectors.counting()));
        return STATUSES.stream()
                .filter(counts::containsKey)
                .map(status -> counts.get(status) + " " + status)
                .collect(Collectors.joining(", "));
    }

    /** Returns a constant as a word: {@code not-checked}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns a parameter's name as headings have room for it. */
    public static String shortName(String parameter) {
        return SHORT_NAMES.getOrDefault(parameter, parameter);
    }

    /** Returns a model's name for a person: of a file or resource, its own without folders and ending. */
    public static String modelName(String reference) {
        String path = reference.replaceFirst("[/\\\\]+$", "");
        String name = path.substring(
                1 + Math.max(path.lastIndexOf('/'), Math.max(path.lastIndexOf('\\'), path.indexOf(':'))));
        return MODEL_ENDING.matcher(name).replaceFirst("");
    }

    /** Returns the trial in one line: {@code ort-cpu bert-base batch=1 seq=128}. */
    public static String line(Trial trial) {
        return trial.backend() + " " + subject(trial);
    }

    /** Returns what the backend is measured on: {@code bert-base batch=1 seq=128}. */
    public static String subject(Trial trial) {
        String parameters = trial.parameters().entrySet().stream()
                .map(entry -> " " + shortName(entry.getKey()) + "=" + entry.getValue())
                .collect(Collectors.joining());
        return modelName(trial.model()) + parameters;
    }

    /** Returns the latency that tables show: a call's, else a request's. */
    public static Optional<MetricSummary> latency(Completed completed) {
        Optional<MetricSummary> scheduled = completed.summaries().stream()
                .findFirst()
                .filter(summary -> summary.metric().equals(Metrics.E2EL_FROM_INTENDED));
        return scheduled.isPresent() ? scheduled : first(completed, Metrics.LATENCY, Metrics.E2EL);
    }

    /** Returns the throughput that tables show: generated tokens, if there are any, else tokens, else samples. */
    public static Optional<MetricSummary> throughput(Completed completed) {
        return first(completed, Metrics.OUTPUT_TOKEN_THROUGHPUT)
                .filter(generated -> generated.value() > 0)
                .or(() -> first(completed, Metrics.TOKEN_THROUGHPUT, Metrics.SAMPLE_THROUGHPUT));
    }

    private static Optional<MetricSummary> first(Completed completed, Metric... metrics) {
        return List.of(metrics).stream()
                .map(metric -> completed.summary(metric.name()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Returns how the outputs compare, with the largest error over the output's scale. */
    public static String agreement(Agreement agreement) {
        String word = agreement.status() == Agreement.Status.DISAGREES
                ? "DISAGREES"
                : word(agreement.status()).replace('-', ' ');
        if (agreement.status() == Agreement.Status.REFERENCE) {
            return word;
        }
        return agreement.errors().stream()
                .map(Agreement.OutputError::maxRelativeError)
                // Double.compare puts NaN last, which is where the worst belongs.
                .max(Double::compare)
                .map(error -> error == 0 ? "identical" : word + " (" + Figures.error(error) + ")")
                .orElse(word);
    }

    /** Returns everything that speaks against the trial, one line each. */
    public static List<String> reasons(TrialResult result) {
        if (result instanceof Skipped skipped) {
            return List.of(oneLine(skipped.reason()), "to run it: " + oneLine(skipped.remedy()));
        }
        if (result instanceof Failed failed) {
            return List.of(failed.stage().phaseName() + ": " + oneLine(failed.cause()));
        }
        return result.verdict().reasons().stream()
                .map(reason -> reason.code() + ": " + oneLine(reason.text()))
                .toList();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
