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

/** Numbers of a metric as cells that tell formula, samples and interval to whoever points at them. */
final class MetricCells {

    private static final double HUNDRED = 100;

    /** As docs/metrics.md has them. */
    private static final Map<String, String> FORMULAS = Map.of(
            Metrics.LATENCY.name(), "one call, inputs in host memory to outputs readable by the host: end − start",
            Metrics.DEVICE_TIME.name(), "the device's own clock around the work of one call, copies included",
            Metrics.ENQUEUE_TIME.name(), "host time of one call until the work was handed to the device",
            Metrics.SAMPLE_THROUGHPUT.name(), "Σ samples / Σ duration of the measurement's windows",
            Metrics.TOKEN_THROUGHPUT.name(), "Σ real tokens / Σ duration of the measurement's windows",
            Metrics.OUTPUT_TOKEN_THROUGHPUT.name(), "Σ generated tokens / Σ duration of the measurement's windows",
            Metrics.TTFT.name(), "start to the arrival of the first token: a₁ − t₀",
            Metrics.TPOT.name(), "(aₙ − a₁) / (N − 1) of one sequence of N tokens",
            Metrics.ITL.name(), "gap between two arrivals of tokens: aᵢ − aᵢ₋₁",
            Metrics.E2EL.name(), "start to the arrival of the last token: aₙ − t₀");

    private MetricCells() {}

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
        boolean isRate = summary.metric().better() == Metric.Better.HIGHER;
        String of = isRate ? "rate over the whole measurement" : "median of the samples";
        int forks = trial.forks().size();
        return formula(summary.metric()) + "; " + of + (forks > 1 ? ", mean of " + forks + " forks" : "") + "; "
                + summary.count() + (isRate ? " windows" : " samples")
                + summary.interval()
                        .map(interval ->
                                "; " + interval(interval, summary.metric().unit()))
                        .orElse("; too little for an interval");
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
