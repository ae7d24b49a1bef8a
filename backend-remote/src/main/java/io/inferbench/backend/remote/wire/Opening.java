package io.inferbench.backend.remote.wire;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A connection that is being opened, and for which request. */
final class Opening {

    private final Lane lane;
    private final @Nullable Exchange exchange;
    private final long startedNanos;
    private final CompletableFuture<Void> outcome = new CompletableFuture<>();
    private @Nullable Connection connection;
    private long connectNanos;
    private OptionalLong handshakeNanos = OptionalLong.empty();

    Opening(Lane lane, @Nullable Exchange exchange, long startedNanos) {
        this.lane = lane;
        this.exchange = exchange;
        this.startedNanos = startedNanos;
    }

    Lane lane() {
        return lane;
    }

    @Nullable
    Exchange exchange() {
        return exchange;
    }

    @Nullable
    Connection connection() {
        return connection;
    }

    void connection(Connection value) {
        connection = value;
    }

    void connected() {
        connectNanos = System.nanoTime() - startedNanos;
    }

    void shookHands() {
        handshakeNanos = OptionalLong.of(System.nanoTime() - startedNanos - connectNanos);
    }

    long connectNanos() {
        return connectNanos;
    }

    OptionalLong handshakeNanos() {
        return handshakeNanos;
    }

    CompletableFuture<Void> outcome() {
        return outcome;
    }

    void succeed() {
        outcome.complete(null);
    }

    void fail(String detail) {
        outcome.completeExceptionally(new IOException(detail));
    }
}
