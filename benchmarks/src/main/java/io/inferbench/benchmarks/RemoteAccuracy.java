package io.inferbench.benchmarks;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.PreparedRequest;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.option.OptionException;
import io.inferbench.backend.remote.truth.TruthAnswers;
import io.inferbench.backend.remote.truth.TruthRecord;
import io.inferbench.backend.remote.truth.TruthRequest;
import io.inferbench.backend.remote.truth.TruthScript;
import io.inferbench.backend.remote.truth.TruthServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far the remote client's times are from the truth: {@code RemoteAccuracy [streams] [tokens] [start over, ms]}.
 *
 * <p>A server in this process writes each stream's tokens every 10 ms, the first after 50 ms, and records when it wrote.
 * The error of TTFT is the client's TTFT less 50 ms: sending, the server's own lateness and reading are all in it. The
 * error of ITL is the client's gap less the gap between the two writes. With 0 ms to start over, all streams are in step.
 */
public final class RemoteAccuracy {

    private static final Duration FIRST_TOKEN = Duration.ofMillis(50);
    private static final Duration GAP = Duration.ofMillis(10);
    private static final int WARM_UP_ROUNDS = 3;
    private static final int MEASURED_ROUNDS = 3;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Map<Integer, Integer> streamOfRequest = new ConcurrentHashMap<>();
    private final int streams;
    private final int tokens;
    private final TruthScript script;

    private RemoteAccuracy(int streams, int tokens) {
        this.streams = streams;
        this.tokens = tokens;
        this.script = TruthAnswers.stream(FIRST_TOKEN, GAP, tokens, Duration.ofMillis(25));
    }

    /** Prints errors in milliseconds; exit status 1 if an event was lost. */
    public static void main(String[] arguments) throws Exception {
        int streams = argument(arguments, 0, 1_000);
        int tokens = argument(arguments, 1, 300);
        int overMillis = argument(arguments, 2, 1_000);
        System.exit(new RemoteAccuracy(streams, tokens).run(overMillis) ? 0 : 1);
    }

    static int argument(String[] arguments, int at, int otherwise) {
        return arguments.length > at ? Integer.parseInt(arguments[at]) : otherwise;
    }

    private boolean run(int overMillis) throws OptionException, BackendException, InterruptedException {
        boolean whole = true;
        try (TruthServer server = TruthServer.start(TruthServer.Settings.plain(), this::answer);
                RequestSession session = RemoteRun.open(server.url(), streams)) {
            List<PreparedRequest> prepared = RemoteRun.prepare(session, streams, tokens);
            long over = Duration.ofMillis(overMillis).toNanos();
            for (int round = 0; round < WARM_UP_ROUNDS + MEASURED_ROUNDS; round++) {
                streamOfRequest.clear();
                server.forgetRecords();
                long cpuBefore = RemoteRun.clientCpuNanos();
                List<RemoteRun.Seen> seen = RemoteRun.send(prepared, tokens, over);
                long cpuNanos = RemoteRun.clientCpuNanos() - cpuBefore;
                whole &= report(round, seen, server.records(), cpuNanos);
            }
        }
        return whole;
    }

    private TruthScript answer(TruthRequest request) {
        String body = request.body();
        int from = body.indexOf("\"prompt\":[") + "\"prompt\":[".length();
        streamOfRequest.put(request.number(), Integer.parseInt(body.substring(from, body.indexOf(']', from))));
        return script;
    }

    private boolean report(int round, List<RemoteRun.Seen> seen, List<TruthRecord> records, long cpuNanos) {
        double[] firstErrors = new double[streams];
        double[] gapErrors = new double[streams * (tokens - 1)];
        double[] lags = new double[streams * tokens];
        long lost = 0;
        int stream = 0;
        int gaps = 0;
        int events = 0;
        for (TruthRecord truth : records) {
            RemoteRun.Seen one = seen.get(Objects.requireNonNull(streamOfRequest.get(truth.number())));
            if (one.count() != tokens || !one.failure().isEmpty()) {
                lost += Math.abs(tokens - one.count());
                System.out.printf(Locale.ROOT, "stream %d: %d events, %s%n", stream, one.count(), one.failure());
                continue;
            }
            firstErrors[stream++] = (one.arrival(0) - one.sentNanos() - FIRST_TOKEN.toNanos()) / NANOS_PER_MILLI;
            long[] written = truth.bodyNanos();
            for (int token = 0; token < tokens; token++) {
                lags[events++] = (one.arrival(token) - written[token]) / NANOS_PER_MILLI;
                if (token > 0) {
                    long gap = one.arrival(token) - one.arrival(token - 1);
                    gapErrors[gaps++] = Math.abs(gap - (written[token] - written[token - 1])) / NANOS_PER_MILLI;
                }
            }
        }
        print(round, sorted(firstErrors, stream), sorted(gapErrors, gaps), sorted(lags, events), cpuNanos);
        return lost == 0 && stream == streams;
    }

    private void print(int round, double[] first, double[] gap, double[] lag, long cpuNanos) {
        System.out.printf(
                Locale.ROOT,
                "round %d%s: %d streams, %d of %d events; TTFT error p50 %.3f p99 %.3f; ITL error p50 %.3f p99 %.3f max"
                        + " %.3f; write to stamp p50 %.3f p99 %.3f (ms); client %.2f us of CPU per event%n",
                round,
                round < WARM_UP_ROUNDS ? " (warm-up)" : "",
                streams,
                lag.length,
                (long) streams * tokens,
                quantile(first, 0.5),
                quantile(first, 0.99),
                quantile(gap, 0.5),
                quantile(gap, 0.99),
                quantile(gap, 1),
                quantile(lag, 0.5),
                quantile(lag, 0.99),
                cpuNanos / 1e3 / Math.max(1, lag.length));
    }

    private static double[] sorted(double[] values, int count) {
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
    }
}
