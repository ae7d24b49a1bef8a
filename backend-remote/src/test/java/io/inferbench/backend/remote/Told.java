package io.inferbench.backend.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.backend.ConnectionUse;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.RequestListener;
import io.inferbench.api.backend.RequestSession;
import io.inferbench.api.backend.ResponseChunk;
import io.inferbench.api.backend.ServedRequest;
import io.inferbench.api.backend.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a listener was told of one request. */
final class Told implements RequestListener {

    private final CountDownLatch over = new CountDownLatch(1);
    final List<String> chunks = new ArrayList<>();
    final List<Long> arrivalNanos = new ArrayList<>();
    Optional<ConnectionUse> connection = Optional.empty();
    Optional<TokenUsage> usage = Optional.empty();
    private Optional<RequestEnd> end = Optional.empty();
    long sentNanos;

    static Told of(RequestSession session, ServedRequest request) throws Exception {
        return start(session, request).await();
    }

    static Told start(RequestSession session, ServedRequest request) throws Exception {
        Told told = new Told();
        session.prepare(request).start(told);
        return told;
    }

    Told await() throws InterruptedException {
        assertThat(over.await(60, TimeUnit.SECONDS))
                .as("an end within a minute")
                .isTrue();
        return this;
    }

    @Override
    public void onConnection(ConnectionUse use) {
        connection = Optional.of(use);
    }

    @Override
    public void onSent(long nanos) {
        sentNanos = nanos;
    }

    @Override
    public void onChunk(ResponseChunk chunk) {
        chunks.add(chunk.kind() + ":" + StandardCharsets.UTF_8.decode(chunk.text()));
        arrivalNanos.add(chunk.arrivalNanos());
    }

    @Override
    public void onUsage(long nanos, TokenUsage told) {
        usage = Optional.of(told);
    }

    @Override
    public void onEnd(RequestEnd told) {
        end = Optional.of(told);
        over.countDown();
    }

    RequestEnd end() {
        return end.orElseThrow();
    }

    /** Returns the class of the failure, or {@code FINISHED}. */
    String outcome() {
        return end() instanceof RequestEnd.Failed failed ? failed.failure().toString() : "FINISHED";
    }

    String detail() {
        return end() instanceof RequestEnd.Failed failed ? failed.detail() : "";
    }
}
