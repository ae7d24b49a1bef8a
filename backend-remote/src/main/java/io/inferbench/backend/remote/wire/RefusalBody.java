package io.inferbench.backend.remote.wire;

import io.inferbench.api.backend.RequestEnd.Failure;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The body of a response whose status says no: its beginning goes into the detail. */
final class RefusalBody implements AnswerBody {

    private static final int LONGEST_DETAIL = 400;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final Exchange exchange;
    private final int status;
    private final Optional<Duration> retryAfter;
    private final StringBuilder text = new StringBuilder();

    RefusalBody(Exchange exchange, int status, Optional<Duration> retryAfter) {
        this.exchange = exchange;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    @Override
    public void take(ByteBuf bytes, long arrivalNanos) {
        int length = Math.min(bytes.readableBytes(), LONGEST_DETAIL - text.length());
        if (length > 0) {
            text.append(bytes.toString(bytes.readerIndex(), length, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void end(long arrivalNanos) {
        boolean throttled = status == TOO_MANY_REQUESTS || (status == UNAVAILABLE && retryAfter.isPresent());
        exchange.refuse(
                arrivalNanos,
                throttled ? Failure.THROTTLED : Failure.HTTP_STATUS,
                "status " + status + ": " + text.toString().strip(),
                retryAfter);
    }
}
