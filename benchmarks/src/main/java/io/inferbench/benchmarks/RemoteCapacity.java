package io.inferbench.benchmarks;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.PreparedRequest;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.option.OptionException;
import io.inferbench.backend.remote.truth.TruthAnswers;
import io.inferbench.backend.remote.truth.TruthScript;
import io.inferbench.backend.remote.truth.TruthServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How many token events the remote client takes per second of one core: {@code RemoteCapacity [streams] [tokens]}.
 *
 * <p>A server in this process writes as fast as the client reads, first so many events to a write, then fewer. The figure
 * is events by the processor time of the client's thread, system calls included; what the server needs is not in it.
 */
public final class RemoteCapacity {

    private static final int ROUNDS = 4;

    private RemoteCapacity() {}

    /** Prints events per second; exit status 1 if an event was lost. */
    public static void main(String[] arguments) throws Exception {
        int streams = argument(arguments, 0, 16);
        int tokens = argument(arguments, 1, 20_000);
        boolean whole = true;
        for (int eventsPerWrite : new int[] {64, 8, 1}) {
            whole &= run(streams, tokens, eventsPerWrite);
        }
        System.exit(whole ? 0 : 1);
    }

    private static int argument(String[] arguments, int at, int otherwise) {
        return arguments.length > at ? Integer.parseInt(arguments[at]) : otherwise;
    }

    private static boolean run(int streams, int tokens, int eventsPerWrite)
            throws OptionException, BackendException, InterruptedException {
        TruthScript script = script(tokens, eventsPerWrite);
        boolean whole = true;
        try (TruthServer server = TruthServer.start(TruthServer.Settings.plain(), request -> script);
                RequestSession session = RemoteRun.open(server.url(), streams, "1.1")) {
            List<PreparedRequest> prepared = RemoteRun.prepare(session, streams, tokens);
            // The first rounds warm up.
            for (int round = 0; round < ROUNDS; round++) {
                long cpuBefore = RemoteRun.clientCpuNanos();
                long start = System.nanoTime();
                List<RemoteRun.Seen> seen = RemoteRun.send(prepared, tokens, 0);
                double wallSeconds = (System.nanoTime() - start) / 1e9;
                double cpuSeconds = (RemoteRun.clientCpuNanos() - cpuBefore) / 1e9;
                long events = seen.stream().mapToLong(RemoteRun.Seen::count).sum();
                whole &= events == (long) streams * tokens;
                System.out.printf(
                        Locale.ROOT,
                        "%2d events a write, round %d: %d of %d events; %.0f a second of one core (%.3f us each), %.0f a"
                                + " second of wall time%n",
                        eventsPerWrite,
                        round,
                        events,
                        (long) streams * tokens,
                        events / cpuSeconds,
                        cpuSeconds * 1e6 / events,
                        events / wallSeconds);
            }
        }
        return whole;
    }

    private static TruthScript script(int tokens, int eventsPerWrite) {
        TruthScript.Builder script = TruthScript.builder().head(Duration.ZERO, 200, TruthAnswers.EVENTS);
        StringBuilder piece = new StringBuilder();
        for (int token = 0; token < tokens; token++) {
            piece.append(TruthAnswers.completionEvent(" w" + token, token == tokens - 1 ? "length" : ""));
            if ((token + 1) % eventsPerWrite == 0 || token == tokens - 1) {
                script.body(Duration.ZERO, piece.toString().getBytes(StandardCharsets.UTF_8));
                piece.setLength(0);
            }
        }
        return script.body(Duration.ZERO, TruthAnswers.DONE).end(Duration.ZERO).build();
    }
}
