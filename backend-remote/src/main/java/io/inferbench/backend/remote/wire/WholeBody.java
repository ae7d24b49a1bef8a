package io.inferbench.backend.remote.wire;

import io.inferbench.api.backend.RequestEnd.Failure;
import io.inferbench.backend.remote.stream.AnswerReader;
import io.inferbench.backend.remote.stream.MalformedAnswerException;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** An answer in one piece of JSON. */
final class WholeBody implements AnswerBody {

    private static final int LONGEST_BYTES = 512 << 20;

    private final Exchange exchange;
    private final Expectation expected;
    private byte[] bytes = new byte[4096];
    private int length;

    WholeBody(Exchange exchange, Expectation expected) {
        this.exchange = exchange;
        this.expected = expected;
    }

    @Override
    public void take(ByteBuf arrived, long arrivalNanos) throws MalformedAnswerException {
        int more = arrived.readableBytes();
        if (length + more > LONGEST_BYTES) {
            throw new MalformedAnswerException("the answer is longer than " + LONGEST_BYTES + " bytes");
        }
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
        arrived.readBytes(bytes, length, more);
        length += more;
    }

    @Override
    public void end(long arrivalNanos) throws MalformedAnswerException {
        AnswerReader answer = new AnswerReader();
        answer.read(bytes, 0, length, arrivalNanos, exchange::tellChunk);
        if (answer.error().isPresent()) {
            exchange.fail(
                    arrivalNanos,
                    Failure.IN_STREAM,
                    "the answer is an error: " + answer.error().get());
            return;
        }
        answer.usage().ifPresent(usage -> exchange.tellUsage(arrivalNanos, usage));
        if (answer.isGivenUp()) {
            exchange.fail(arrivalNanos, Failure.IN_STREAM, "the server gave the request up");
        } else if (expected.generates() && answer.finishReason().isEmpty()) {
            exchange.fail(arrivalNanos, Failure.TRUNCATED, "the answer has no finish reason");
        } else if (expected.generates() ? answer.tokenChunks() == 0 : answer.items() < expected.items()) {
            exchange.fail(arrivalNanos, Failure.NO_OUTPUT, missing(answer));
        } else {
            exchange.finish(arrivalNanos, answer.finishReason());
        }
    }

    private String missing(AnswerReader answer) {
        return expected.generates()
                ? "the answer holds no token"
                : "the answer holds " + answer.items() + " items instead of " + expected.items();
    }
}
