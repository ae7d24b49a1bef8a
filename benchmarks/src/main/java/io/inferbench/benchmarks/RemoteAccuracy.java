package io.inferbench.benchmarks;

import io.inferbench.api.backend.PreparedRequest;
import io.inferbench.api.backend.RequestSession;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How far the remote client's times are from the truth: {@code RemoteAccuracy [streams=1000] [tokens=300] [over-ms=1000]
 * [rounds=3] [http=1.1] [connections=1000] [real-time=false]}.
 *
 * <p>A server in another process writes each stream's tokens every 10 ms, the first after 50 ms, and records when it wrote;
 * both processes read one clock. The error of ITL is the client's gap less the gap between the two writes. That of TTFT is
 * given twice: the client's TTFT less 50 ms, with the server's own lateness in it, and less what the server really took. The
 * streams are started over a second, by chance; with 0 ms to start over, all are in step. With real-time the event loops of
 * both get real-time priority, so that other programs of the machine are not measured too.
 */
public final class RemoteAccuracy {

    private static final int WARM_UP_ROUNDS = 4;
    /** The way of a request is compiled after some thousands of them only. */
    private static final int WARM_UP_STREAMS = 1_000;

    private final Arguments given;
    private final int streams;
    private final int tokens;
    private final long overNanos;

    private RemoteAccuracy(Arguments given) {
        this.given = given;
        this.streams = given.number("streams", 1_000);
        this.tokens = given.number("tokens", 300);
        this.overNanos = Duration.ofMillis(given.number("over-ms", 1_000)).toNanos();
    }

    /** Prints errors in milliseconds; exit status 1 if an event was lost. */
    public static void main(String[] arguments) throws Exception {
        System.exit(new RemoteAccuracy(new Arguments(arguments)).run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        boolean whole = true;
        String http = given.text("http", "1.1");
        try (TruthProcess server = TruthProcess.start("--tokens", String.valueOf(tokens));
                RequestSession session = RemoteRun.open(server.url(http), given.number("connections", streams), http)) {
            if (given.text("real-time", "false").equals("true")) {
                RealTime priority = new RealTime();
                priority.raise(server.process());
                priority.raise(ProcessHandle.current().pid());
            }
            List<PreparedRequest> warmUp = RemoteRun.prepare(session, Math.max(streams, WARM_UP_STREAMS), tokens);
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                RemoteRun.send(warmUp, tokens, overNanos);
            }
            List<PreparedRequest> prepared = RemoteRun.prepare(session, streams, tokens);
            for (int round = 0; round < given.number("rounds", 3); round++) {
                whole &= measure(round, server, prepared);
            }
        }
        return whole;
    }

    private boolean measure(int round, TruthProcess server, List<PreparedRequest> prepared) throws Exception {
        // What the rounds before left is not this one's to collect.
        System.gc();
        server.forget();
        long clientBefore = RemoteRun.clientCpuNanos();
        long serverBefore = server.cpuNanos();
        List<RemoteRun.Seen> seen = RemoteRun.send(prepared, tokens, overNanos);
        long clientNanos = RemoteRun.clientCpuNanos() - clientBefore;
        long serverNanos = server.cpuNanos() - serverBefore;
        RemoteErrors errors = new RemoteErrors(streams, tokens);
        for (TruthProcess.Truth truth : server.truths()) {
            errors.add(seen.get(truth.promptToken()), truth);
        }
        System.out.printf(
                Locale.ROOT,
                "round %d: %s  processor time an event: client's thread %.2f us, server %.2f us%n",
                round,
                errors,
                clientNanos / 1e3 / streams / tokens,
                serverNanos / 1e3 / streams / tokens);
        return errors.isWhole();
    }
}
