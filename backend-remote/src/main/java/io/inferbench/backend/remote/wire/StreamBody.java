package io.inferbench.backend.remote.wire;

import io.inferbench.api.backend.RequestEnd.Failure;
import io.inferbench.api.backend.ResponseChunk;
import io.inferbench.backend.remote.stream.AnswerReader;
import io.inferbench.backend.remote.stream.EventStream;
import io.inferbench.backend.remote.stream.MalformedAnswerException;
import io.netty.buffer.ByteBuf;

/** An answer in events. */
final class StreamBody implements AnswerBody, EventStream.EventConsumer, AnswerReader.ChunkConsumer {

    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

    private final Exchange exchange;
    private final Expectation expected;
    private final EventStream events = new EventStream();
    private final AnswerReader answer = new AnswerReader();
    private long nanos;
    private long doneNanos;
    private boolean done;

    StreamBody(Exchange exchange, Expectation expected) {
        this.exchange = exchange;
        this.expected = expected;
    }

    @Override
    public void take(ByteBuf bytes, long arrivalNanos) throws MalformedAnswerException {
        nanos = arrivalNanos;
        events.feed(bytes, this);
    }

    @Override
    public void onEvent(byte[] bytes, int from, int to) throws MalformedAnswerException {
        if (done || exchange.isOver()) {
            return;
        }
        if (isDone(bytes, from, to)) {
            done = true;
            doneNanos = nanos;
            return;
        }
        answer.read(bytes, from, to, nanos, this);
        if (answer.error().isPresent()) {
            exchange.fail(
                    nanos,
                    Failure.IN_STREAM,
                    "the server reported an error after " + answer.tokenChunks() + " chunks: "
                            + answer.error().get());
        } else if (answer.usageInEvent()) {
            exchange.tellUsage(nanos, answer.usage().orElseThrow());
        }
    }

    private static boolean isDone(byte[] bytes, int from, int to) {
        if (to - from != DONE.length) {
            return false;
        }
        for (int index = 0; index < DONE.length; index++) {
            if (bytes[from + index] != DONE[index]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void onChunk(ResponseChunk chunk) {
        exchange.tellChunk(chunk);
    }

    @Override
    public boolean isComplete() {
        return done;
    }

    @Override
    public void end(long arrivalNanos) {
        if (answer.isGivenUp()) {
            exchange.fail(arrivalNanos, Failure.IN_STREAM, ended("given up by the server"));
        } else if (answer.finishReason().isEmpty()) {
            exchange.fail(arrivalNanos, Failure.TRUNCATED, ended("without a finish reason"));
        } else if (!done && expected.endMarkRequired()) {
            exchange.fail(arrivalNanos, Failure.TRUNCATED, ended("without [DONE]"));
        } else if (answer.tokenChunks() == 0) {
            exchange.fail(arrivalNanos, Failure.NO_OUTPUT, ended("without a token"));
        } else {
            exchange.finish(done ? doneNanos : arrivalNanos, answer.finishReason());
        }
    }

    private String ended(String how) {
        String within = events.isWithinEvent() ? ", within an event" : "";
        return "the stream ended " + how + within + ", after " + answer.tokenChunks() + " chunks with tokens";
    }
}
