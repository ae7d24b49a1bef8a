package io.inferbench.core.summary;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.core.load.Objectives;
import io.inferbench.core.serve.ServedFigures;
import io.inferbench.core.stats.RateSeries;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A fork that loaded a server. */
record ServingFork(ServedFigures figures) implements MeasuredFork {

    private static final Map<Metric, Function<ServedFigures, RateSeries>> RATES = Map.of(
            Metrics.REQUEST_THROUGHPUT, ServedFigures::answers,
            Metrics.REQUESTS_IN_FLIGHT, ServedFigures::inFlight,
            Metrics.OUTPUT_TOKEN_THROUGHPUT, ServedFigures::outputTokens,
            Metrics.TOKEN_THROUGHPUT, ServedFigures::allTokens);

    /** From the intended start where a schedule said when to start. */
    @Override
    public Metric headline() {
        return figures.window().scheduled() ? Metrics.E2EL_FROM_INTENDED : Metrics.E2EL;
    }

    @Override
    public Optional<double[]> samples(Metric metric) {
        return Optional.of(figures.samples(metric)).filter(values -> values.length > 0);
    }

    @Override
    public Optional<RateSeries> rate(Metric metric) {
        return Optional.ofNullable(RATES.get(metric)).map(rate -> rate.apply(figures));
    }

    @Override
    public Optional<RateSeries> goodput(Objectives objectives) {
        return Optional.of(figures.good(objectives));
    }

    @Override
    public OptionalDouble tokens() {
        return OptionalDouble.empty();
    }
}
