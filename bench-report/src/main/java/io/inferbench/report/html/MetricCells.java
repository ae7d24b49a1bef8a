package io.inferbench.report.html;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.metric.Unit;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Interval;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.Percentile;
import io.inferbench.core.sink.CsvLines;
import io.inferbench.core.sink.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Numbers of a metric as cells that tell formula, samples and interval to whoever points at them. */
final class MetricCells {

    private static final double HUNDRED = 100;
    private static final Set<Unit> RATES = Set.of(Unit.PER_SECOND, Unit.SAMPLES_PER_SECOND, Unit.TOKENS_PER_SECOND);

    /** As docs/metrics.md has them. */
    private static final Map<String, String> FORMULAS = Map.ofEntries(
            formula(Metrics.LATENCY, "one call, inputs in host memory to outputs readable by the host: end − start"),
            formula(Metrics.DEVICE_TIME, "the device's own clock around the work of one call, copies included"),
            formula(Metrics.ENQUEUE_TIME, "host time of one call until the work was handed to the device"),
            formula(Metrics.ENGINE_TIME, "host time of one call inside the engine's own call"),
            formula(Metrics.MARSHALLING_TIME, "latency of one call less its engine time"),
            formula(Metrics.SAMPLE_THROUGHPUT, "Σ samples / Σ duration of the measurement's windows"),
            formula(Metrics.TOKEN_THROUGHPUT, "Σ real tokens / Σ duration of the measurement's windows"),
            formula(Metrics.OUTPUT_TOKEN_THROUGHPUT, "Σ generated tokens / Σ duration of the measurement's windows"),
            formula(Metrics.TTFT, "start to the arrival of the first token: a₁ − t₀"),
            formula(Metrics.TPOT, "(aₙ − a₁) / (N − 1) of one sequence of N tokens"),
            formula(Metrics.ITL, "gap between two arrivals of tokens: aᵢ − aᵢ₋₁"),
            formula(Metrics.E2EL, "start to the arrival of the last token: aₙ − t₀"),
            formula(Metrics.TTFT_FROM_INTENDED, "intended start to the first token: a₁ − s₀"),
            formula(Metrics.E2EL_FROM_INTENDED, "intended start to the last token: aₙ − s₀"),
            formula(Metrics.LONGEST_GAP, "largest gap between two arrivals of one request"),
            formula(Metrics.CLIENT_QUEUE, "intended start until the request left: t₀ − s₀"),
            formula(Metrics.USER_TOKEN_THROUGHPUT, "tokens per second one user sees after the first: 1 / TPOT"),
            formula(Metrics.REQUEST_THROUGHPUT, "answers completed / duration of the measurement"),
            formula(Metrics.REQUESTS_IN_FLIGHT, "Σ time in flight inside the measurement / its duration"),
            formula(Metrics.GOODPUT, "requests that meet every objective / duration of the measurement"));

    private MetricCells() {}

    private static Map.Entry<String, String> formula(Metric metric, String text) {
        return Map.entry(metric.name(), text);
    }

    /** Returns a metric's formula; where this version knows none, where to look. */
    static String formula(Metric metric) {
        return FORMULAS.getOrDefault(metric.name(), "see docs/metrics.md");
    }

    /** Returns the formulas of several metrics in one text. */
    static String formulas(List<Metric> metrics) {
        StringBuilder text = new StringBuilder();
        metrics.stream()
                .distinct()
                .forEach(metric -> text.append(text.isEmpty() ? "" : " · ")
                        .append(metric.name())
                        .append(": ")
                        .append(formula(metric)));
        return text.toString();
    }

    /** Returns the headline with the larger side of its interval. */
    static Cell headline(Completed trial, MetricSummary summary) {
        return Cell.number(Figures.withInterval(summary), summary.value(), origin(trial, summary));
    }

    /** Returns how the headline came about. */
    static String origin(Completed trial, MetricSummary summary) {
        boolean isRate = RATES.contains(summary.metric().unit()) && !isPerUser(summary.metric());
        String of = isRate ? "rate over the whole measurement" : "median of the samples";
        int forks = trial.forks().size();
        return formula(summary.metric()) + "; " + of + (forks > 1 ? ", mean of " + forks + " forks" : "") + "; "
                + summary.count() + (isRate ? " values" : " samples")
                + summary.interval()
                        .map(interval ->
                                "; " + interval(interval, summary.metric().unit()))
                        .orElse("; too little for an interval");
    }

    private static boolean isPerUser(Metric metric) {
        return metric.equals(Metrics.USER_TOKEN_THROUGHPUT);
    }

    /** Returns an interval in words. */
    static String interval(Interval interval, Unit unit) {
        return String.format(Locale.ROOT, "%.0f %% interval ", HUNDRED * interval.confidence())
                + Figures.of(interval.low(), unit) + " … " + Figures.of(interval.high(), unit) + " by "
                + interval.method();
    }

    /** Returns a percentile, or how many samples it takes. */
    static Cell percentile(MetricSummary summary, double percent) {
        Optional<Percentile> found = summary.percentiles().stream()
                .filter(percentile -> percentile.percent() == percent)
                .findFirst();
        if (found.isEmpty()) {
            return Cell.absent("the plan did not ask for it");
        }
        String text = Figures.percentile(summary, percent);
        if (found.get().value().isEmpty()) {
            return new Cell(
                    HtmlText.escaped(text),
                    OptionalDouble.empty(),
                    "needs " + found.get().samplesNeeded() + " samples in each fork; there are " + summary.count()
                            + " in all");
        }
        return Cell.number(
                text,
                found.get().value().getAsDouble(),
                "p" + CsvLines.number(percent) + " of " + summary.metric().name() + ", mean of the forks' own; "
                        + summary.count() + " samples"
                        + found.get()
                                .interval()
                                .map(interval -> "; "
                                        + interval(interval, summary.metric().unit()))
                                .orElse(""));
    }

    /** Returns a figure that describes the samples of all forks together. */
    static Cell described(String what, double value, MetricSummary summary) {
        return Cell.number(
                Figures.of(value, summary.metric().unit()),
                value,
                what + " of " + summary.count() + " values of "
                        + summary.metric().name() + ", all forks together");
    }
}
