package io.inferbench.core.serve.peer;

import io.inferbench.core.serve.RequestRecord;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * One metric of another tool by its own formula, computed from our records.
 *
 * @param tool whose
 * @param metric the tool's name for it
 * @param formula in words, and how it differs from ours
 * @param nanos the values of one answered request, in nanoseconds
 */
public record PeerDefinition(String tool, String metric, String formula, Function<RequestRecord, DoubleStream> nanos) {

    private static final List<PeerDefinition> ALL = List.of(
            new PeerDefinition(
                    "vllm",
                    "ttft",
                    "first chunk - start; connecting and waiting for a connection included",
                    PeerDefinition::first),
            new PeerDefinition("vllm", "tpot", "(E2EL - TTFT) / (N - 1), N > 1", PeerDefinition::furtherTokens),
            new PeerDefinition("vllm", "itl", "gap between chunks, all requests together", PeerDefinition::gaps),
            new PeerDefinition(
                    "sglang",
                    "e2e_latency",
                    "end of the stream - start: the usage chunk and the end mark are in it",
                    record -> DoubleStream.of(record.endNanos() - record.startedNanos())),
            new PeerDefinition(
                    "aiperf",
                    "inter_token_latency",
                    "(latency - TTFT) / (N - 1) of each request: the others' TPOT",
                    PeerDefinition::furtherTokens),
            new PeerDefinition(
                    "aiperf", "inter_chunk_latency", "gap between chunks: the others' ITL", PeerDefinition::gaps),
            new PeerDefinition(
                    "guidellm",
                    "time_per_output_token",
                    "(last token - start) / N: the first token's time is in it",
                    PeerDefinition::perToken),
            new PeerDefinition(
                    "guidellm",
                    "inter_token_latency",
                    "(last token - first) / (N - 1) of each request, weighted by N - 1",
                    PeerDefinition::weightedFurtherTokens),
            new PeerDefinition(
                    "inference-perf",
                    "normalized_time_per_output_token",
                    "(last token - start) / N: the first token's time is in it",
                    PeerDefinition::perToken),
            new PeerDefinition(
                    "inference-perf",
                    "inter_token_latency",
                    "gap between tokens: 0 between those of one chunk",
                    PeerDefinition::tokenGaps));

    /** Returns every definition that differs from ours, or gives ours another name. */
    public static List<PeerDefinition> all() {
        return ALL;
    }

    /** Returns the values of all answered requests, in nanoseconds. */
    public double[] values(List<RequestRecord> measured) {
        return measured.stream()
                .filter(RequestRecord::answered)
                .flatMapToDouble(nanos)
                .toArray();
    }

    private static DoubleStream first(RequestRecord record) {
        return record.hasTokens() ? DoubleStream.of(record.firstNanos() - record.startedNanos()) : DoubleStream.empty();
    }

    private static boolean hasFurther(RequestRecord record) {
        return record.hasTokens() && record.outputTokens() > 1;
    }

    private static double further(RequestRecord record) {
        return (double) (record.lastNanos() - record.firstNanos()) / (record.outputTokens() - 1);
    }

    private static DoubleStream furtherTokens(RequestRecord record) {
        return hasFurther(record) ? DoubleStream.of(further(record)) : DoubleStream.empty();
    }

    private static DoubleStream weightedFurtherTokens(RequestRecord record) {
        return hasFurther(record)
                ? DoubleStream.generate(() -> further(record)).limit(record.outputTokens() - 1L)
                : DoubleStream.empty();
    }

    private static DoubleStream perToken(RequestRecord record) {
        return record.outputTokens() > 0
                ? DoubleStream.of((double) (record.lastNanos() - record.startedNanos()) / record.outputTokens())
                : DoubleStream.empty();
    }

    private static DoubleStream gaps(RequestRecord record) {
        long[] arrivals = record.arrivals();
        return IntStream.range(1, arrivals.length).mapToDouble(at -> arrivals[at] - arrivals[at - 1]);
    }

    private static DoubleStream tokenGaps(RequestRecord record) {
        long[] arrivals = record.arrivals();
        return IntStream.range(0, arrivals.length).boxed().flatMapToDouble(at -> {
            DoubleStream zeros = DoubleStream.generate(() -> 0).limit(Math.max(0, record.tokens()[at] - 1L));
            return at == 0 ? zeros : DoubleStream.concat(DoubleStream.of(arrivals[at] - arrivals[at - 1]), zeros);
        });
    }
}
