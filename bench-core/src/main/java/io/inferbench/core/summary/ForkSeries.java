package io.inferbench.core.summary;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.SampleTable;
import io.inferbench.core.run.TableNames;
import io.inferbench.core.serve.ServedFigures;
import io.inferbench.core.stats.RateSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;

/** The series behind each metric, one a fork; a metric that any fork lacks has none. */
public final class ForkSeries {

    /** Tables whose rows belong to the measurement. */
    private static final Set<String> MEASURED = Set.of(TableNames.ITERATIONS, TableNames.STEPS, TableNames.DECODES);

    private final List<ForkResult> forks;
    private final Optional<List<ServedFigures>> served;

    /** Takes the forks of one trial, at least one. */
    public ForkSeries(List<ForkResult> forks) {
        this.forks = List.copyOf(forks);
        this.served = each(ServedSeries::figures);
    }

    /** Returns the latency that the trial is judged by: of a call, else of a generation. */
    public Metric headline() {
        if (served.isPresent()) {
            return ServedSeries.headline(forks.get(0));
        }
        return samples(Metrics.LATENCY).isPresent() ? Metrics.LATENCY : Metrics.E2EL;
    }

    /** Returns the samples of a metric that each call, or each step, has a value of. */
    public Optional<List<double[]>> samples(Metric metric) {
        if (served.isPresent()) {
            List<double[]> series = served.get().stream()
                    .map(figures -> figures.samples(metric))
                    .toList();
            return series.stream().allMatch(values -> values.length > 0) ? Optional.of(series) : Optional.empty();
        }
        return each(fork -> fork.tables().stream()
                .filter(table -> MEASURED.contains(table.name()))
                .map(table -> table.column(metric.key()))
                .filter(column -> column.length > 0)
                .findFirst()
                .map(column -> LongStream.of(column).asDoubleStream().toArray()));
    }

    /** Returns samples answered, per window. */
    public Optional<List<RateSeries>> sampleRates() {
        return rates(TableNames.SAMPLE_COUNT);
    }

    /** Returns tokens read and written, per window; empty where requests do not know their tokens. */
    public Optional<List<RateSeries>> tokenRates() {
        if (served.isPresent()) {
            return servedRates(ServedFigures::allTokens);
        }
        return rates(TableNames.TOKEN_COUNT);
    }

    /** Returns tokens generated, per window; empty where nothing is generated. */
    public Optional<List<RateSeries>> outputTokenRates() {
        if (served.isPresent()) {
            return servedRates(ServedFigures::outputTokens);
        }
        return each(fork -> fork.table(TableNames.ITERATIONS)
                .map(table -> table.column(TableNames.OUTPUT_TOKENS))
                .filter(column -> column.length > 0)
                .flatMap(column -> WindowRates.of(
                        fork,
                        headline().key(),
                        LongStream.of(column).asDoubleStream().toArray())));
    }

    /** Returns something that happened to a served load, per part of its window; empty if it served none. */
    public Optional<List<RateSeries>> servedRates(Function<ServedFigures, RateSeries> rate) {
        return served.map(figures -> figures.stream().map(rate).toList());
    }

    /** Returns the tokens that the measured calls of each fork read and wrote; empty where they are not known. */
    Optional<double[]> tokensPerFork() {
        return each(fork -> amounts(fork, TableNames.TOKEN_COUNT))
                .map(all -> all.stream()
                        .mapToDouble(amounts -> Arrays.stream(amounts).sum())
                        .toArray());
    }

    private Optional<List<RateSeries>> rates(String inputColumn) {
        return each(fork -> amounts(fork, inputColumn)
                .flatMap(amounts -> WindowRates.of(fork, headline().key(), amounts)));
    }

    /** Returns tokens of prompts read until the first tokens came, per call and its time to those. */
    public Optional<List<RateSeries>> prefillRates() {
        return each(fork -> GenerationRates.of(fork).map(GenerationRates::prefill));
    }

    /** Returns tokens after the first ones and the time of their steps, per call; empty where none has more than one. */
    public Optional<List<RateSeries>> decodeRates() {
        return each(fork -> GenerationRates.of(fork).flatMap(GenerationRates::decode));
    }

    /** Returns the same for one sequence of each call. */
    public Optional<List<RateSeries>> sequenceDecodeRates() {
        return each(fork -> GenerationRates.of(fork).flatMap(GenerationRates::sequenceDecode));
    }

    /** Returns the tokens of one sequence of each call and the time until its last. */
    public Optional<List<RateSeries>> sequenceOutputRates() {
        return each(fork -> GenerationRates.of(fork).map(GenerationRates::sequenceOutput));
    }

    private static Optional<double[]> amounts(ForkResult fork, String inputColumn) {
        return ofRequests(fork, inputColumn).map(amounts -> {
            long[] generated = fork.table(TableNames.ITERATIONS).orElseThrow().column(TableNames.OUTPUT_TOKENS);
            if (inputColumn.equals(TableNames.TOKEN_COUNT) && generated.length > 0) {
                Arrays.setAll(amounts, row -> amounts[row] + generated[row]);
            }
            return amounts;
        });
    }

    /** Returns for each call what the table of inputs says of its request. */
    static Optional<double[]> ofRequests(ForkResult fork, String inputColumn) {
        Optional<SampleTable> calls = fork.table(TableNames.ITERATIONS);
        Optional<SampleTable> inputs = fork.table(TableNames.INPUTS);
        if (calls.isEmpty() || inputs.isEmpty() || inputs.get().column(inputColumn).length == 0) {
            return Optional.empty();
        }
        Map<Long, Double> byRequest = new HashMap<>();
        long[] requests = inputs.get().column(TableNames.REQUEST);
        for (int row = 0; row < requests.length; row++) {
            byRequest.put(requests[row], (double) inputs.get().column(inputColumn)[row]);
        }
        long[] made = calls.get().column(TableNames.REQUEST);
        double[] amounts = new double[calls.get().rows()];
        for (int row = 0; row < amounts.length; row++) {
            amounts[row] = byRequest.getOrDefault(made.length == 0 ? requests[0] : made[row], 0.0);
        }
        return Optional.of(amounts);
    }

    private <T> Optional<List<T>> each(Function<ForkResult, Optional<T>> series) {
        List<T> all = new ArrayList<>();
        for (ForkResult fork : forks) {
            Optional<T> one = series.apply(fork);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            all.add(one.get());
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }
}
