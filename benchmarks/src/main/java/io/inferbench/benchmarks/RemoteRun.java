package io.inferbench.benchmarks;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.PreparedRequest;
import io.inferbench.api.backend.Prompt;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.RequestListener;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.backend.ResponseChunk;
import io.inferbench.api.backend.ServedRequest;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.option.OptionException;
import io.inferbench.api.option.Options;
import io.inferbench.backend.remote.OpenAiBackend;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Requests sent to a server of known answers, and what the client saw. */
final class RemoteRun {

    private static final String CLIENT_THREADS = "inferbench-remote";

    private RemoteRun() {}

    /**
     * Opens the client with so many connections.
     *
     * @param http {@code 1.1} or {@code 2}
     */
    static RequestSession open(String url, int connections, String http) throws OptionException, BackendException {
        ModelArtifact model =
                new ModelArtifact("truth", ModelFormat.REMOTE, Optional.empty(), Optional.empty(), Map.of());
        OpenAiBackend backend = new OpenAiBackend();
        Options options = Options.parse(
                backend.options(),
                Map.of(
                        "url",
                        url,
                        "check-model",
                        "false",
                        "connection-policy",
                        "pre-opened",
                        "http",
                        http,
                        "connections",
                        String.valueOf(connections)));
        return (RequestSession) backend.open(
                SessionSpec.builder(model, Path.of("")).options(options).build());
    }

    /** Returns requests whose only prompt token is their number. */
    static List<PreparedRequest> prepare(RequestSession session, int count, int tokens) throws BackendException {
        List<PreparedRequest> prepared = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            prepared.add(session.prepare(ServedRequest.builder(new Prompt.Tokens(number))
                    .maxNewTokens(tokens)
                    .build()));
        }
        return prepared;
    }

    /**
     * Starts all requests over a time and waits for their ends.
     *
     * <p>Not at equal distances: those of a multiple of the gap between tokens would put all streams in step.
     */
    static List<Seen> send(List<PreparedRequest> prepared, int tokens, long overNanos) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(1);
        long[] offsets =
                random.longs(prepared.size(), 0, overNanos + 1).sorted().toArray();
        CountDownLatch ended = new CountDownLatch(prepared.size());
        List<Seen> seen = new ArrayList<>();
        prepared.forEach(request -> seen.add(new Seen(tokens, ended)));
        long start = System.nanoTime();
        for (int number = 0; number < prepared.size(); number++) {
            long due = start + offsets[number];
            for (long rest = due - System.nanoTime(); rest > 0; rest = due - System.nanoTime()) {
                LockSupport.parkNanos(rest);
            }
            prepared.get(number).start(seen.get(number));
        }
        if (!ended.await(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException(ended.getCount() + " requests did not end within five minutes");
        }
        return seen;
    }

    /** Returns the processor time of the client's threads so far. */
    static long clientCpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(CLIENT_THREADS)) {
                sum += threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return sum;
    }

    /** What came of one request. */
    static final class Seen implements RequestListener {

        private final CountDownLatch ended;
        private final long[] arrivals;
        private int count;
        private long sentNanos;
        private String failure = "no end";

        Seen(int tokens, CountDownLatch ended) {
            this.arrivals = new long[tokens];
            this.ended = ended;
        }

        @Override
        public void onSent(long nanos) {
            sentNanos = nanos;
        }

        @Override
        public void onChunk(ResponseChunk chunk) {
            if (chunk.kind() == ResponseChunk.Kind.CONTENT) {
                if (count < arrivals.length) {
                    arrivals[count] = chunk.arrivalNanos();
                }
                count++;
            }
        }

        @Override
        public void onEnd(RequestEnd end) {
            failure = end instanceof RequestEnd.Failed failed ? failed.failure() + ": " + failed.detail() : "";
            ended.countDown();
        }

        int count() {
            return count;
        }

        long sentNanos() {
            return sentNanos;
        }

        long arrival(int token) {
            return arrivals[token];
        }

        String failure() {
            return failure;
        }
    }
}
