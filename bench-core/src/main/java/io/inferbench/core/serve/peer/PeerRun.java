package io.inferbench.core.serve.peer;

import io.inferbench.core.load.Objectives;
import io.inferbench.core.serve.RequestRecord;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * The measured requests of one fork under the formulas of vLLM's {@code benchmarks/serve.py}: everything is divided by the
 * time from the first start to the last end, ramp and drain included.
 */
public final class PeerRun {

    private static final double NANOS_PER_SECOND = 1e9;

    private final List<PeerRequest> requests;
    private final double duration;

    private PeerRun(List<PeerRequest> requests, double duration) {
        this.requests = requests;
        this.duration = duration;
    }

    /** Takes the measured requests, at least one. */
    public static PeerRun of(List<RequestRecord> measured) {
        long first =
                measured.stream().mapToLong(RequestRecord::startedNanos).min().orElseThrow();
        long last = measured.stream().mapToLong(RequestRecord::endNanos).max().orElseThrow();
        return new PeerRun(
                measured.stream().map(record -> PeerRequest.of(record, first)).toList(),
                (last - first) / NANOS_PER_SECOND);
    }

    /** Returns all requests, failed ones too, in the order of starting. */
    public List<PeerRequest> requests() {
        return requests;
    }

    /** Returns the time from the first start to the last end, in seconds. */
    public double duration() {
        return duration;
    }

    /** Returns how many were answered. */
    public long completed() {
        return requests.stream().filter(PeerRequest::success).count();
    }

    /** Returns prompt tokens of answered requests. */
    public long inputTokens() {
        return requests.stream()
                .filter(PeerRequest::success)
                .mapToLong(PeerRequest::promptTokens)
                .sum();
    }

    /** Returns generated tokens of answered requests. */
    public long outputTokens() {
        return requests.stream().mapToLong(PeerRequest::outputTokens).sum();
    }

    /** Returns something over the duration. */
    public double perSecond(double amount) {
        return duration > 0 ? amount / duration : 0;
    }

    /** Returns the seconds that a metric's word means, answered requests only. */
    public double[] seconds(String metric) {
        return switch (metric) {
            case "ttft" -> each(PeerRequest::ttft);
            case "tpot" ->
                requests.stream()
                        .filter(PeerRequest::hasTpot)
                        .mapToDouble(PeerRequest::tpot)
                        .toArray();
            case "itl" ->
                answered().stream()
                        .flatMapToDouble(request -> Arrays.stream(request.gaps()))
                        .toArray();
            case "e2el" -> each(PeerRequest::latency);
            case "client_queue_time" -> each(PeerRequest::queue);
            case "e2el_including_client_queue" -> each(request -> request.queue() + request.latency());
            default -> throw new IllegalArgumentException("no metric is called '" + metric + "'");
        };
    }

    private List<PeerRequest> answered() {
        return requests.stream().filter(PeerRequest::success).toList();
    }

    private double[] each(ToDoubleFunction<PeerRequest> value) {
        return answered().stream().mapToDouble(value).toArray();
    }

    /** Returns how many keep every objective; one token counts as a TPOT of 0, which is always good. */
    public long good(Objectives objectives) {
        return answered().stream()
                .filter(request -> isGood(request, objectives))
                .count();
    }

    private static boolean isGood(PeerRequest request, Objectives objectives) {
        double tpot = request.hasTpot() ? request.tpot() : 0;
        return request.ttft() * NANOS_PER_SECOND <= objectives.limitNanos(Objectives.TTFT)
                && tpot * NANOS_PER_SECOND <= objectives.limitNanos(Objectives.TPOT)
                && request.latency() * NANOS_PER_SECOND <= objectives.limitNanos(Objectives.E2EL);
    }

    /** Returns the most chunks that came in one second, counted from the first start; chunks and not tokens, as they do. */
    public double mostChunksInASecond() {
        double[] seconds = new double[secondCount()];
        answered().stream()
                .flatMapToDouble(request -> DoubleStream.of(request.chunkTimes()))
                .forEach(time -> seconds[(int) Math.min(seconds.length - 1, time)]++);
        return Arrays.stream(seconds).max().orElse(0);
    }

    /** Returns the most requests that touch one second: more than are in flight at once. */
    public int mostRequestsInASecond() {
        int[] seconds = new int[secondCount()];
        for (PeerRequest request : answered()) {
            for (int second = (int) request.start(); second <= (int) (request.start() + request.latency()); second++) {
                seconds[second]++;
            }
        }
        return Arrays.stream(seconds).max().orElse(0);
    }

    private int secondCount() {
        return (int) Math.ceil(answered().stream()
                        .mapToDouble(request -> request.start() + request.latency())
                        .max()
                        .orElse(0))
                + 1;
    }
}
