package io.inferbench.tck.doubles;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.ConnectionUse;
import io.inferbench.api.backend.InFlight;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.RequestListener;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** One request of a fake client. Its fields belong to the timeline's thread. */
final class FakeFlight implements InFlight {

    private static final int OK = 200;

    private final FakeTimeline timeline;
    private final FakeEngine engine;
    private final int number;
    private final FakeAnswer answer;
    private final RequestListener listener;
    private final Consumer<FakeFlight> whenOver;
    private long sentNanos;
    private int next;
    private boolean headTold;
    private boolean over;
    private volatile boolean cancelled;

    FakeFlight(
            FakeTimeline timeline,
            FakeEngine engine,
            int number,
            FakeAnswer answer,
            RequestListener listener,
            Consumer<FakeFlight> whenOver) {
        this.timeline = timeline;
        this.engine = engine;
        this.number = number;
        this.answer = answer;
        this.listener = listener;
        this.whenOver = whenOver;
    }

    void begin() {
        long assigned = System.nanoTime() + answer.connectNanos().orElse(0);
        sentNanos = assigned;
        try {
            engine.beforeRun(number);
        } catch (BackendException failure) {
            end(RequestEnd.Failed.of(assigned, RequestEnd.Failure.IN_STREAM, String.valueOf(failure.getMessage())));
            return;
        }
        later(assigned, () -> {
            listener.onConnection(new ConnectionUse(number, assigned, answer.connectNanos(), OptionalLong.empty()));
            listener.onSent(sentNanos);
            awaitNext();
        });
    }

    private void awaitNext() {
        FakeAnswer.Event event = answer.events().get(next++);
        long at = sentNanos + event.atNanos();
        later(at, () -> take(event, at));
    }

    private void take(FakeAnswer.Event event, long at) {
        RequestEnd end = event.end();
        if (end != null) {
            end(stamped(end, at));
            return;
        }
        if (!headTold) {
            headTold = true;
            listener.onHead(at, OK);
        }
        FakeChunk chunk = event.chunk();
        if (chunk != null) {
            listener.onChunk(chunk.arrivedAt(at));
        } else if (event.usage() != null) {
            listener.onUsage(at, event.usage());
        }
        awaitNext();
    }

    private RequestEnd stamped(RequestEnd end, long at) {
        if (end instanceof RequestEnd.Failed failed) {
            OptionalInt status = headTold ? OptionalInt.of(OK) : OptionalInt.empty();
            return new RequestEnd.Failed(at, failed.failure(), failed.detail(), status, Optional.empty());
        }
        return new RequestEnd.Finished(at, ((RequestEnd.Finished) end).reason());
    }

    private void later(long at, Runnable action) {
        if (!over && !timeline.isClosed()) {
            timeline.at(at, () -> unlessOver(action));
        }
    }

    private void unlessOver(Runnable action) {
        if (cancelled) {
            endCancelled();
        }
        if (over) {
            return;
        }
        try {
            action.run();
        } catch (RuntimeException thrown) {
            end(RequestEnd.Failed.of(System.nanoTime(), RequestEnd.Failure.CANCELLED, "the listener threw " + thrown));
        }
    }

    void end(RequestEnd end) {
        if (over) {
            return;
        }
        over = true;
        whenOver.accept(this);
        try {
            listener.onEnd(end);
        } catch (RuntimeException ignored) {
            // The request is over already, and other requests go on.
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        try {
            timeline.at(System.nanoTime(), this::endCancelled);
        } catch (IllegalStateException closing) {
            // Then closing ends it.
        }
    }

    private void endCancelled() {
        end(RequestEnd.Failed.of(System.nanoTime(), RequestEnd.Failure.CANCELLED, "given up by the caller"));
    }
}
