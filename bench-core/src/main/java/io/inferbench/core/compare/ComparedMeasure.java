package io.inferbench.core.compare;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.ForkResult;
import io.inferbench.core.stats.BootstrapEstimate;
import io.inferbench.core.stats.PercentileRule;
import io.inferbench.core.stats.RateSeries;
import io.inferbench.core.stats.TwoLevelBootstrap;
import io.inferbench.core.summary.ForkSeries;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which figure of a trial is compared: the median or a percentile of samples, or a rate. */
final class ComparedMeasure {

    private static final Map<String, Metric> SAMPLES = byName(
            Metrics.LATENCY,
            Metrics.E2EL,
            Metrics.TTFT,
            Metrics.TPOT,
            Metrics.ITL,
            Metrics.DEVICE_TIME,
            Metrics.ENQUEUE_TIME);

    private static final Map<String, Metric> RATES =
            byName(Metrics.OUTPUT_TOKEN_THROUGHPUT, Metrics.SAMPLE_THROUGHPUT, Metrics.TOKEN_THROUGHPUT);

    private static final double HUNDRED = 100;

    private final Optional<String> name;
    private final OptionalDouble percent;

    private ComparedMeasure(Optional<String> name, OptionalDouble percent) {
        this.name = name;
        this.percent = percent;
    }

    /** The latency that each trial is judged by. */
    static ComparedMeasure headline() {
        return new ComparedMeasure(Optional.empty(), OptionalDouble.empty());
    }

    ComparedMeasure of(String metric) {
        if (!SAMPLES.containsKey(metric) && !RATES.containsKey(metric)) {
            throw new IllegalArgumentException("there is no metric '" + metric + "'; known: " + known());
        }
        if (percent.isPresent() && RATES.containsKey(metric)) {
            throw new IllegalArgumentException("a rate such as " + metric + " has no percentiles");
        }
        return new ComparedMeasure(Optional.of(metric), percent);
    }

    ComparedMeasure at(double newPercent) {
        if (!(newPercent > 0 && newPercent < HUNDRED)) {
            throw new IllegalArgumentException("a percentile lies between 0 and 100, not at " + newPercent);
        }
        if (name.filter(RATES::containsKey).isPresent()) {
            throw new IllegalArgumentException("a rate such as " + name.get() + " has no percentiles");
        }
        return new ComparedMeasure(name, OptionalDouble.of(newPercent));
    }

    /** Returns the metric that this means for a trial with these forks. */
    Metric metric(List<ForkResult> forks) {
        Metric headline = new ForkSeries(forks).headline();
        return name.map(given -> SAMPLES.containsKey(given) ? SAMPLES.get(given) : RATES.get(given))
                .orElse(headline);
    }

    OptionalDouble percent() {
        return percent;
    }

    /** Returns the estimate; empty if the forks have no such samples. */
    Optional<BootstrapEstimate> estimate(List<ForkResult> forks, TwoLevelBootstrap bootstrap) {
        Metric metric = metric(forks);
        Optional<List<RateSeries>> rates = rates(metric, forks);
        if (rates.isPresent()) {
            return rates.map(bootstrap::rate);
        }
        return new ForkSeries(forks)
                .samples(metric)
                .map(series -> bootstrap.quantile(series, percent.orElse(HUNDRED / 2) / HUNDRED));
    }

    /** Returns the smallest number of samples that any fork has; a rate's are its windows. */
    OptionalLong fewestSamples(List<ForkResult> forks) {
        Metric metric = metric(forks);
        Function<List<RateSeries>, Stream<Long>> windows =
                series -> series.stream().map(fork -> (long) fork.size());
        Stream<Long> counts = rates(metric, forks)
                .map(windows)
                .orElseGet(() -> new ForkSeries(forks)
                        .samples(metric).stream().flatMap(List::stream).map(fork -> (long) fork.length));
        return counts.mapToLong(Long::longValue).min();
    }

    /** Returns how many samples each fork needs for the percentile in question. */
    long neededSamples() {
        return percent.isEmpty() ? 1 : PercentileRule.standard().neededSamples(percent.getAsDouble() / HUNDRED);
    }

    private static Optional<List<RateSeries>> rates(Metric metric, List<ForkResult> forks) {
        return RATES.containsValue(metric) ? new ForkSeries(forks).rates(metric) : Optional.empty();
    }

    private static String known() {
        TreeSet<String> all = new TreeSet<>(SAMPLES.keySet());
        all.addAll(RATES.keySet());
        return String.join(", ", all);
    }

    private static Map<String, Metric> byName(Metric... metrics) {
        return Stream.of(metrics).collect(Collectors.toUnmodifiableMap(Metric::name, metric -> metric));
    }
}
