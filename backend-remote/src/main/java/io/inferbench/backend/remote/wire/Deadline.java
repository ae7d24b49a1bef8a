package io.inferbench.backend.remote.wire;

import io.inferbench.api.backend.RequestEnd.Failure;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends a request that takes too long or says nothing for too long; one timer that looks again, not one per arrival. */
final class Deadline {

    /** How long the end of a body may follow the end of the answer in it. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Exchange exchange;
    private final Lane lane;
    private long sentNanos;
    private long latestNanos;
    private boolean complete;
    private @Nullable Future<?> timer;

    Deadline(Exchange exchange, Lane lane) {
        this.exchange = exchange;
        this.lane = lane;
    }

    void begin(long nanos) {
        sentNanos = nanos;
        latestNanos = nanos;
        lookAgain();
    }

    void arrived(long nanos) {
        latestNanos = nanos;
    }

    void awaitEndOfBody() {
        if (!complete) {
            complete = true;
            cancel();
            timer = lane.later(GRACE_NANOS, exchange::endOverdue);
        }
    }

    void cancel() {
        Future<?> pending = timer;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    private void lookAgain() {
        long now = System.nanoTime();
        Duration whole = lane.settings().requestTimeout();
        Duration silence = lane.settings().silenceTimeout();
        long rest = whole.toNanos() - (now - sentNanos);
        long silent = silence.toNanos() - (now - latestNanos);
        if (rest <= 0) {
            exchange.fail(now, Failure.TIMEOUT, "not over " + whole.toMillis() + " ms after it was sent");
        } else if (silent <= 0) {
            exchange.fail(now, Failure.TIMEOUT, "nothing arrived for " + silence.toMillis() + " ms");
        } else {
            timer = lane.later(Math.min(rest, silent), this::lookAgain);
        }
    }
}
