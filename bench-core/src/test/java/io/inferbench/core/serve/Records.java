package io.inferbench.core.serve;

import io.inferbench.api.backend.RequestEnd.Failure;
import io.inferbench.core.serve.RequestRecord.TokenCounting;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/** Records with times in milliseconds. */
public final class Records {

    public static final long MS = 1_000_000;

    private Records() {}

    /** An answer to ten prompt tokens; each arrival brings one token. */
    public static RequestRecord answered(long intended, long sent, long... arrivals) {
        int[] ones = new int[arrivals.length];
        Arrays.fill(ones, 1);
        return chunked(intended, sent, arrivals, ones);
    }

    /** An answer whose arrivals bring several tokens. */
    public static RequestRecord chunked(long intended, long sent, long[] arrivals, int[] tokens) {
        long last = arrivals[arrivals.length - 1];
        return record(0, intended, sent, last, Optional.empty(), arrivals, tokens);
    }

    /** A request that failed after these arrivals. */
    public static RequestRecord failed(long sent, long end, long... arrivals) {
        int[] ones = new int[arrivals.length];
        Arrays.fill(ones, 1);
        return record(0, sent, sent, end, Optional.of(Failure.RESET), arrivals, ones);
    }

    /** The same request in another stage. */
    public static RequestRecord inStage(int stage, RequestRecord of) {
        return new RequestRecord(
                stage,
                of.request(),
                of.intendedNanos(),
                of.startedNanos(),
                of.sentNanos(),
                of.connectNanos(),
                of.endNanos(),
                of.failure(),
                of.streamed(),
                of.promptTokens(),
                of.outputTokens(),
                of.counting(),
                of.tokenizerTokens(),
                of.askedTokens(),
                of.endIgnored(),
                of.arrivals(),
                of.tokens());
    }

    private static RequestRecord record(
            int stage, long intended, long sent, long end, Optional<Failure> failure, long[] arrivals, int[] tokens) {
        return new RequestRecord(
                stage,
                0,
                intended * MS,
                sent * MS,
                sent * MS,
                0,
                end * MS,
                failure,
                true,
                10,
                Arrays.stream(tokens).sum(),
                TokenCounting.USAGE,
                OptionalInt.empty(),
                Arrays.stream(tokens).sum(),
                false,
                LongStream.of(arrivals).map(arrival -> arrival * MS).toArray(),
                tokens);
    }

    /** A measured stage from one time to another. */
    public static LoadWindow window(int stage, long from, long to) {
        return new LoadWindow(stage, LoadStage.Kind.MEASUREMENT, from * MS, to * MS, 0, false);
    }
}
