package io.inferbench.tck;

import io.inferbench.api.backend.ConnectionUse;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.RequestListener;
import io.inferbench.api.backend.ResponseChunk;
import io.inferbench.api.backend.TokenUsage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What a listener was told of one request, and what was irregular about it. */
class RequestTrace implements RequestListener {

    private static final long PATIENCE_SECONDS = 60;

    private final Thread starter = Thread.currentThread();
    private final long createdNanos = System.nanoTime();
    private final AtomicInteger inside = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<String> order = new ArrayList<>();
    private final List<String> timing = new ArrayList<>();
    private final List<String> empties = new ArrayList<>();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private long latestNanos = createdNanos;
    private boolean sent;
    private boolean headTold;
    private boolean connected;
    private int chunks;
    private int tokens;
    private boolean everyCountTold = true;
    private Optional<TokenUsage> usage = Optional.empty();
    private Optional<RequestEnd> end = Optional.empty();

    @Override
    public void onConnection(ConnectionUse use) {
        enter("onConnection", use.assignedNanos());
        irregular(connected, "onConnection came twice");
        irregular(sent, "onConnection came after onSent");
        connected = true;
        leave();
    }

    @Override
    public void onSent(long sentNanos) {
        enter("onSent", sentNanos);
        irregular(sent, "onSent came twice");
        sent = true;
        leave();
    }

    @Override
    public void onHead(long arrivalNanos, int status) {
        enter("onHead", arrivalNanos);
        irregular(!sent, "onHead came before onSent");
        irregular(headTold, "onHead came twice");
        irregular(chunks > 0, "onHead came after onChunk");
        headTold = true;
        leave();
    }

    @Override
    public void onChunk(ResponseChunk chunk) {
        enter("onChunk", chunk.arrivalNanos());
        irregular(!sent, "onChunk came before onSent");
        chunks++;
        ByteBuffer bytes = chunk.text();
        int length = bytes.remaining();
        boolean isEmpty = chunk.kind() == ResponseChunk.Kind.EMPTY;
        if (isEmpty && (length > 0 || chunk.tokenIds().hasRemaining())) {
            empties.add("an EMPTY chunk holds " + length + " bytes of text and "
                    + chunk.tokenIds().remaining() + " tokens");
        }
        while (bytes.hasRemaining()) {
            text.write(bytes.get());
        }
        if (chunk.hasTokenCount()) {
            tokens += chunk.tokenCount();
        } else if (!isEmpty) {
            everyCountTold = false;
        }
        leave();
    }

    @Override
    public void onUsage(long arrivalNanos, TokenUsage told) {
        enter("onUsage", arrivalNanos);
        usage = Optional.of(told);
        leave();
    }

    @Override
    public void onEnd(RequestEnd told) {
        boolean finished = told instanceof RequestEnd.Finished;
        enter("onEnd", finished ? ((RequestEnd.Finished) told).endNanos() : ((RequestEnd.Failed) told).endNanos());
        irregular(finished && !sent, "a request that was not sent finished");
        end = Optional.of(told);
        leave();
        ended.countDown();
    }

    private synchronized void enter(String what, long nanos) {
        irregular(inside.incrementAndGet() != 1, what + " came while the listener was busy");
        irregular(end.isPresent(), what + " came after onEnd");
        irregular(Thread.currentThread() == starter, what + " came on the thread that started the request");
        long now = System.nanoTime();
        if (nanos - now > 0) {
            timing.add(what + " was told a time " + (nanos - now) + " ns ahead");
        }
        if (nanos - latestNanos < 0) {
            timing.add(what + " was told a time " + (latestNanos - nanos) + " ns before an earlier one");
        }
        latestNanos = nanos;
    }

    private void leave() {
        inside.decrementAndGet();
    }

    private void irregular(boolean found, String what) {
        if (found) {
            order.add(what);
        }
    }

    /** Waits for the end; an end that does not come is an irregularity. */
    RequestTrace awaitEnd() throws InterruptedException {
        if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("no onEnd within " + PATIENCE_SECONDS + " s; came: " + chunks + " chunks");
        }
        return this;
    }

    boolean isOver() {
        return ended.getCount() == 0;
    }

    synchronized List<String> orderFaults() {
        return List.copyOf(order);
    }

    synchronized List<String> timingFaults() {
        return List.copyOf(timing);
    }

    synchronized List<String> emptyFaults() {
        return List.copyOf(empties);
    }

    String text() {
        return text.toString(StandardCharsets.UTF_8);
    }

    int chunks() {
        return chunks;
    }

    /** Returns how many tokens the chunks hold, if every one of them said so. */
    Optional<Integer> tokens() {
        return everyCountTold ? Optional.of(tokens) : Optional.empty();
    }

    Optional<TokenUsage> usage() {
        return usage;
    }

    RequestEnd end() {
        return end.orElseThrow(() -> new AssertionError("the request has no end"));
    }

    boolean isSent() {
        return sent;
    }
}
