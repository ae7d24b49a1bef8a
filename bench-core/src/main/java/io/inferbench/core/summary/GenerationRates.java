package io.inferbench.core.summary;

import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.SampleTable;
import io.inferbench.core.run.TableNames;
import io.inferbench.core.stats.RateSeries;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Tokens and the time they took, call by call of one fork: of the prefill, of the decode steps, of one sequence.
 *
 * <p>Unlike {@link WindowRates} these leave out what lies between two calls: they say how fast the engine reads and writes.
 */
final class GenerationRates {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double[] promptTokens;
    private final double[] sequences;
    private final double[] generated;
    private final double[] firstSeconds;
    private final double[] wholeSeconds;

    private GenerationRates(double[] promptTokens, double[] sequences, SampleTable calls) {
        this.promptTokens = promptTokens;
        this.sequences = sequences;
        this.generated = LongStream.of(calls.column(TableNames.OUTPUT_TOKENS))
                .asDoubleStream()
                .toArray();
        this.firstSeconds = seconds(calls.column(Metrics.TTFT.key()));
        this.wholeSeconds = seconds(calls.column(Metrics.E2EL.key()));
    }

    /** Returns the calls of a fork; empty if it generates nothing or does not know the sizes of its requests. */
    static Optional<GenerationRates> of(ForkResult fork) {
        Optional<SampleTable> calls = fork.table(TableNames.ITERATIONS)
                .filter(table -> table.column(Metrics.TTFT.key()).length > 0
                        && table.column(TableNames.OUTPUT_TOKENS).length > 0);
        Optional<double[]> prompts = CallingFork.ofRequests(fork, TableNames.TOKEN_COUNT);
        Optional<double[]> sequences = CallingFork.ofRequests(fork, TableNames.SAMPLE_COUNT);
        return calls.isEmpty() || prompts.isEmpty() || sequences.isEmpty()
                ? Optional.empty()
                : Optional.of(new GenerationRates(prompts.get(), sequences.get(), calls.get()));
    }

    private static double[] seconds(long[] nanos) {
        // A clock that did not move between two readings has moved by less than its tick.
        return LongStream.of(nanos)
                .mapToDouble(time -> Math.max(1, time) / NANOS_PER_SECOND)
                .toArray();
    }

    RateSeries prefill() {
        return RateSeries.of(promptTokens, firstSeconds);
    }

    Optional<RateSeries> decode() {
        return decode(row -> generated[row] - sequences[row]);
    }

    Optional<RateSeries> sequenceDecode() {
        return decode(row -> (generated[row] - sequences[row]) / sequences[row]);
    }

    private Optional<RateSeries> decode(IntToDoubleFunction amount) {
        int[] rows = IntStream.range(0, generated.length)
                .filter(row -> generated[row] > sequences[row] && wholeSeconds[row] > firstSeconds[row])
                .toArray();
        return rows.length == 0
                ? Optional.empty()
                : Optional.of(RateSeries.of(
                        Arrays.stream(rows).mapToDouble(amount).toArray(),
                        Arrays.stream(rows)
                                .mapToDouble(row -> wholeSeconds[row] - firstSeconds[row])
                                .toArray()));
    }

    RateSeries sequenceOutput() {
        double[] own = generated.clone();
        Arrays.setAll(own, row -> own[row] / sequences[row]);
        return RateSeries.of(own, wholeSeconds);
    }
}
