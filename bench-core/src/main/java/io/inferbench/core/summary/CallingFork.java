package io.inferbench.core.summary;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.SampleTable;
import io.inferbench.core.load.Objectives;
import io.inferbench.core.run.TableNames;
import io.inferbench.core.stats.RateSeries;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;

/** A fork that called a session, over and over. */
record CallingFork(ForkResult fork) implements MeasuredFork {

    /** Tables whose rows belong to the measurement. */
    private static final Set<String> MEASURED = Set.of(TableNames.ITERATIONS, TableNames.STEPS, TableNames.DECODES);

    private static final Map<Metric, Function<CallingFork, Optional<RateSeries>>> RATES = Map.of(
            Metrics.SAMPLE_THROUGHPUT,
            calling -> calling.windows(amounts(calling.fork, TableNames.SAMPLE_COUNT)),
            Metrics.TOKEN_THROUGHPUT,
            calling -> calling.windows(amounts(calling.fork, TableNames.TOKEN_COUNT)),
            Metrics.OUTPUT_TOKEN_THROUGHPUT,
            calling -> calling.windows(calling.generated()),
            Metrics.PREFILL_TOKEN_THROUGHPUT,
            calling -> GenerationRates.of(calling.fork).map(GenerationRates::prefill),
            Metrics.DECODE_TOKEN_THROUGHPUT,
            calling -> GenerationRates.of(calling.fork).flatMap(GenerationRates::decode),
            Metrics.SEQUENCE_DECODE_TOKEN_THROUGHPUT,
            calling -> GenerationRates.of(calling.fork).flatMap(GenerationRates::sequenceDecode),
            Metrics.SEQUENCE_OUTPUT_TOKEN_THROUGHPUT,
            calling -> GenerationRates.of(calling.fork).map(GenerationRates::sequenceOutput));

    /** Of a call, else of a generation. */
    @Override
    public Metric headline() {
        return samples(Metrics.LATENCY).isPresent() ? Metrics.LATENCY : Metrics.E2EL;
    }

    @Override
    public Optional<double[]> samples(Metric metric) {
        return metric.equals(Metrics.MARSHALLING_TIME) ? marshalling() : told(metric);
    }

    /** Returns for each call what its latency has beyond its engine's time, where the calls know that. */
    private Optional<double[]> marshalling() {
        return told(Metrics.ENGINE_TIME)
                .flatMap(engine -> told(Metrics.LATENCY).map(latency -> {
                    Arrays.setAll(latency, call -> latency[call] - engine[call]);
                    return latency;
                }));
    }

    private Optional<double[]> told(Metric metric) {
        return fork.tables().stream()
                .filter(table -> MEASURED.contains(table.name()))
                .map(table -> table.column(metric.key()))
                .filter(column -> column.length > 0)
                .findFirst()
                .map(CallingFork::doubles);
    }

    @Override
    public Optional<RateSeries> rate(Metric metric) {
        return Optional.ofNullable(RATES.get(metric)).flatMap(rate -> rate.apply(this));
    }

    @Override
    public Optional<RateSeries> goodput(Objectives objectives) {
        return Optional.empty();
    }

    @Override
    public OptionalDouble tokens() {
        return amounts(fork, TableNames.TOKEN_COUNT)
                .map(amounts -> OptionalDouble.of(Arrays.stream(amounts).sum()))
                .orElseGet(OptionalDouble::empty);
    }

    private Optional<RateSeries> windows(Optional<double[]> amounts) {
        return amounts.flatMap(each -> WindowRates.of(fork, headline().key(), each));
    }

    private Optional<double[]> generated() {
        return fork.table(TableNames.ITERATIONS)
                .map(table -> table.column(TableNames.OUTPUT_TOKENS))
                .filter(column -> column.length > 0)
                .map(CallingFork::doubles);
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

    private static double[] doubles(long[] column) {
        return LongStream.of(column).asDoubleStream().toArray();
    }
}
