package io.inferbench.core.summary;

import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.SampleTable;
import io.inferbench.core.run.TableNames;
import io.inferbench.core.stats.SortedSample;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Where the time of a call goes: into the engine's own call, and into the layers around it; calls of all forks together.
 *
 * @param latencyNanos of each call, as the caller sees it
 * @param engineNanos of each call, inside the engine's own
 * @param aroundNanos of each call, the difference of the two
 */
public record LayerCosts(SortedSample latencyNanos, SortedSample engineNanos, SortedSample aroundNanos) {

    /** Returns the costs of a trial whose calls tell their engine's time. */
    public static Optional<LayerCosts> of(List<ForkResult> forks) {
        List<SampleTable> calls = forks.stream()
                .flatMap(fork -> fork.table(TableNames.ITERATIONS).stream())
                .toList();
        long[] latencies = joined(calls, Metrics.LATENCY.key());
        long[] engine = joined(calls, Metrics.ENGINE_TIME.key());
        if (engine.length == 0 || engine.length != latencies.length) {
            return Optional.empty();
        }
        long[] around = IntStream.range(0, engine.length)
                .mapToLong(call -> latencies[call] - engine[call])
                .toArray();
        return Optional.of(
                new LayerCosts(SortedSample.of(latencies), SortedSample.of(engine), SortedSample.of(around)));
    }

    private static long[] joined(List<SampleTable> calls, String column) {
        return calls.stream()
                .flatMapToLong(table -> LongStream.of(table.column(column)))
                .toArray();
    }

    /** Returns the median of what the layers take over the median latency. */
    public double shareAround() {
        return aroundNanos.median() / latencyNanos.median();
    }
}
