package io.inferbench.core.serve;

import io.inferbench.api.backend.ConnectionUse;
import io.inferbench.api.backend.InFlight;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.RequestListener;
import io.inferbench.api.backend.ResponseChunk;
import io.inferbench.api.backend.TokenUsage;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One request on its way: keeps what the session reports and takes no time itself.
 *
 * <p>Written by one thread of the session at a time, read by others once it is over; room for the expected tokens is made
 * before it starts.
 */
final class Flight implements RequestListener {

    private static final int FEWEST_CHUNKS = 4;
    private static final int MOST_CHUNKS_AHEAD = 1 << 13;
    private static final int UNTOLD = 0;

    private final int stage;
    private final ReadyRequest request;
    private final long intendedNanos;
    private final Consumer<Flight> whenOver;
    private final Optional<AnswerText> text;
    private long startedNanos;
    private Optional<Long> sentNanos = Optional.empty();
    private long connectNanos;
    private long[] arrivals;
    private int[] tokens;
    private int chunks;
    private boolean allTold = true;
    private Optional<TokenUsage> usage = Optional.empty();
    private Optional<RequestEnd> end = Optional.empty();
    private Optional<InFlight> handle = Optional.empty();
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * Prepares a listener.
     *
     * @param whenOver called last, on the session's thread
     */
    Flight(int stage, ReadyRequest request, long intendedNanos, boolean textKept, Consumer<Flight> whenOver) {
        this.stage = stage;
        this.request = request;
        this.intendedNanos = intendedNanos;
        this.whenOver = whenOver;
        this.text = textKept ? Optional.of(new AnswerText()) : Optional.empty();
        int room = Math.max(
                FEWEST_CHUNKS, Math.min(MOST_CHUNKS_AHEAD, request.asked().orElse(MOST_CHUNKS_AHEAD >> 4) + 1));
        this.arrivals = new long[room];
        this.tokens = new int[room];
    }

    ReadyRequest request() {
        return request;
    }

    long intendedNanos() {
        return intendedNanos;
    }

    int stage() {
        return stage;
    }

    /** Sends it; the time is taken before, so that what sending costs is within. */
    void startNow() {
        startedNanos = System.nanoTime();
        InFlight sent = request.prepared().start(this);
        handle = Optional.of(sent);
    }

    /** Asks the session to give it up, unless it is over. */
    void giveUp() {
        if (!over.get()) {
            handle.ifPresent(InFlight::cancel);
        }
    }

    /** Ends it here: the session was asked to give it up and says nothing. */
    void abandon() {
        if (!over.get()) {
            onEnd(RequestEnd.Failed.of(
                    System.nanoTime(), RequestEnd.Failure.CANCELLED, "given up, and the client did not say so"));
        }
    }

    @Override
    public void onConnection(ConnectionUse use) {
        connectNanos = use.connectNanos().orElse(0) + use.handshakeNanos().orElse(0);
    }

    @Override
    public void onSent(long nanos) {
        sentNanos = Optional.of(nanos);
    }

    @Override
    public void onChunk(ResponseChunk chunk) {
        if (chunk.kind() == ResponseChunk.Kind.EMPTY) {
            return;
        }
        if (chunks == arrivals.length) {
            arrivals = Arrays.copyOf(arrivals, chunks * 2);
            tokens = Arrays.copyOf(tokens, chunks * 2);
        }
        arrivals[chunks] = chunk.arrivalNanos();
        boolean told = chunk.hasTokenCount();
        allTold &= told;
        tokens[chunks] = told ? chunk.tokenCount() : UNTOLD;
        chunks++;
        text.ifPresent(kept -> kept.add(chunk.text()));
    }

    @Override
    public void onUsage(long arrivalNanos, TokenUsage counted) {
        usage = Optional.of(counted);
    }

    @Override
    public void onEnd(RequestEnd how) {
        if (over.compareAndSet(false, true)) {
            end = Optional.of(how);
            whenOver.accept(this);
        }
    }

    /** Returns how it ended; only once it is over. */
    RequestEnd end() {
        return end.orElseThrow(() -> new IllegalStateException("the request is still on its way"));
    }

    boolean failed() {
        return end() instanceof RequestEnd.Failed;
    }

    Optional<AnswerText> text() {
        return text;
    }

    Optional<TokenUsage> usage() {
        return usage;
    }

    long startedNanos() {
        return startedNanos;
    }

    long sentNanos() {
        return sentNanos.orElseGet(() -> end().endNanos());
    }

    long connectNanos() {
        return connectNanos;
    }

    /** Returns arrivals of chunks with tokens, by {@link System#nanoTime}. */
    long[] arrivals() {
        return Arrays.copyOf(arrivals, chunks);
    }

    /** Returns tokens of each chunk; empty if the server did not tell them of every one. */
    Optional<int[]> toldTokens() {
        return allTold && chunks > 0 ? Optional.of(Arrays.copyOf(tokens, chunks)) : Optional.empty();
    }
}
