package io.inferbench.core.summary;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.ForkResult;
import io.inferbench.core.load.Objectives;
import io.inferbench.core.stats.RateSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The series behind each metric, one a fork; a metric that any fork lacks has none. */
public final class ForkSeries {

    private final List<MeasuredFork> forks;

    /** Takes the forks of one trial, at least one. */
    public ForkSeries(List<ForkResult> forks) {
        this.forks = forks.stream().map(MeasuredFork::of).toList();
    }

    /** Returns the latency that the trial is judged by: of a call, else of a generation or of a request. */
    public Metric headline() {
        return forks.stream()
                .map(MeasuredFork::headline)
                .filter(metric -> !metric.equals(Metrics.LATENCY))
                .findFirst()
                .orElse(Metrics.LATENCY);
    }

    /** Returns the samples of a metric that each call, each step or each request has a value of. */
    public Optional<List<double[]>> samples(Metric metric) {
        return each(fork -> fork.samples(metric));
    }

    /**
     * Returns a metric that is an amount over time, per window; empty for a metric that is none, or that these forks do
     * not have: tokens where requests do not know theirs, generated ones where nothing is generated.
     */
    public Optional<List<RateSeries>> rates(Metric metric) {
        return each(fork -> fork.rate(metric));
    }

    /** Returns the requests of a served load that met every objective, per part of its window. */
    public Optional<List<RateSeries>> goodput(Objectives objectives) {
        return each(fork -> fork.goodput(objectives));
    }

    /** Returns the tokens that the measured calls of each fork read and wrote; empty where they are not known. */
    Optional<double[]> tokensPerFork() {
        return each(fork -> Optional.of(fork.tokens()).filter(OptionalDouble::isPresent))
                .map(all ->
                        all.stream().mapToDouble(OptionalDouble::getAsDouble).toArray());
    }

    private <T> Optional<List<T>> each(Function<MeasuredFork, Optional<T>> series) {
        List<T> all = new ArrayList<>();
        for (MeasuredFork fork : forks) {
            Optional<T> one = series.apply(fork);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            all.add(one.get());
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }
}
