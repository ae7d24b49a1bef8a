package io.inferbench.backend.remote.wire;

import io.inferbench.api.backend.ConnectionUse;
import io.inferbench.api.backend.InFlight;
import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.backend.RequestEnd.Failure;
import io.inferbench.api.backend.RequestListener;
import io.inferbench.api.backend.ResponseChunk;
import io.inferbench.api.backend.TokenUsage;
import io.inferbench.backend.remote.stream.MalformedAnswerException;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One request, from its start to its end. Belongs to the thread of its lane; only {@link #cancel} comes from others. */
final class Exchange implements InFlight {

    private static final int OK = 200;

    private final Lane lane;
    private final Message message;
    private final Expectation expected;
    private final RequestListener listener;
    private final Deadline deadline;
    private @Nullable Connection connection;
    private @Nullable AnswerBody body;
    private OptionalInt status = OptionalInt.empty();
    private boolean over;

    Exchange(Lane lane, Message message, Expectation expected, RequestListener listener) {
        this.lane = lane;
        this.message = message;
        this.expected = expected;
        this.listener = listener;
        this.deadline = new Deadline(this, lane);
    }

    Message message() {
        return message;
    }

    boolean isOver() {
        return over;
    }

    boolean isComplete() {
        return body != null && body.isComplete();
    }

    void assigned(Connection carrier, ConnectionUse use) {
        connection = carrier;
        try {
            listener.onConnection(use);
        } catch (RuntimeException thrown) {
            listenerThrew(thrown);
        }
        if (!over) {
            carrier.send(this);
        }
    }

    /** The request was handed to the socket then. */
    void sent(long sentNanos) {
        deadline.begin(sentNanos);
        try {
            listener.onSent(sentNanos);
        } catch (RuntimeException thrown) {
            listenerThrew(thrown);
        }
    }

    void head(int code, HttpHeaders fields, long arrivalNanos) {
        if (over) {
            return;
        }
        deadline.arrived(arrivalNanos);
        status = OptionalInt.of(code);
        body = bodyFor(code, fields);
        try {
            listener.onHead(arrivalNanos, code);
        } catch (RuntimeException thrown) {
            listenerThrew(thrown);
        }
        String type = fields.get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
        if (code == OK && expected.streamed() && !type.startsWith("text/event-stream")) {
            fail(arrivalNanos, Failure.MALFORMED, "asked for a stream of events, got '" + type + "'");
        }
    }

    private AnswerBody bodyFor(int code, HttpHeaders fields) {
        if (code != OK) {
            return new RefusalBody(this, code, RetryAfter.read(fields.get(HttpHeaderNames.RETRY_AFTER)));
        }
        return expected.streamed() ? new StreamBody(this, expected) : new WholeBody(this, expected);
    }

    void content(ByteBuf bytes, long arrivalNanos) {
        AnswerBody taker = body;
        if (over || taker == null) {
            return;
        }
        deadline.arrived(arrivalNanos);
        try {
            taker.take(bytes, arrivalNanos);
        } catch (MalformedAnswerException malformed) {
            fail(arrivalNanos, Failure.MALFORMED, String.valueOf(malformed.getMessage()));
        }
        if (!over && taker.isComplete()) {
            deadline.awaitEndOfBody();
        }
    }

    /** The body ended as its framing says; the connection can be used again. */
    void bodyEnd(long arrivalNanos) {
        AnswerBody judge = body;
        if (over || judge == null) {
            return;
        }
        connection = null;
        try {
            judge.end(arrivalNanos);
        } catch (MalformedAnswerException malformed) {
            fail(arrivalNanos, Failure.MALFORMED, String.valueOf(malformed.getMessage()));
        }
    }

    /** The connection or stream is gone. */
    void lost(long nanos, String how) {
        AnswerBody judge = body;
        if (over) {
            return;
        }
        connection = null;
        if (judge == null) {
            fail(nanos, Failure.RESET, "the connection " + how + " before the head of the response");
        } else if (judge.isComplete()) {
            bodyEnd(nanos);
        } else {
            fail(nanos, Failure.TRUNCATED, "the connection " + how + " within the response");
        }
    }

    void tellChunk(ResponseChunk chunk) {
        if (over) {
            return;
        }
        try {
            listener.onChunk(chunk);
        } catch (RuntimeException thrown) {
            listenerThrew(thrown);
        }
    }

    void tellUsage(long arrivalNanos, TokenUsage usage) {
        if (over) {
            return;
        }
        try {
            listener.onUsage(arrivalNanos, usage);
        } catch (RuntimeException thrown) {
            listenerThrew(thrown);
        }
    }

    private void listenerThrew(RuntimeException thrown) {
        fail(System.nanoTime(), Failure.CANCELLED, "the listener threw " + thrown);
    }

    void finish(long endNanos, Optional<String> reason) {
        end(new RequestEnd.Finished(endNanos, reason));
    }

    void fail(long endNanos, Failure failure, String detail) {
        refuse(endNanos, failure, detail, Optional.empty());
    }

    void refuse(long endNanos, Failure failure, String detail, Optional<Duration> retryAfter) {
        end(new RequestEnd.Failed(endNanos, failure, lane.masked(detail), status, retryAfter));
    }

    private void end(RequestEnd end) {
        if (over) {
            return;
        }
        over = true;
        deadline.cancel();
        Connection used = connection;
        connection = null;
        if (used != null) {
            used.abandon(this);
        }
        lane.over(this);
        try {
            listener.onEnd(end);
        } catch (RuntimeException thrown) {
            lane.listenerThrewAtEnd(thrown);
        }
    }

    /** Takes the answer as it is: it is whole, and its body does not end. */
    void endOverdue() {
        AnswerBody judge = body;
        Connection used = connection;
        if (!over && judge != null) {
            bodyEnd(System.nanoTime());
            if (used != null) {
                used.abandon(this);
            }
        }
    }

    @Override
    public void cancel() {
        lane.run(() -> fail(System.nanoTime(), Failure.CANCELLED, "given up by the caller"));
    }
}
