package io.inferbench.backend.remote.wire;

import io.inferbench.api.backend.RequestEnd.Failure;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;

/** Passes what the HTTP decoder makes of a response on to its request. */
final class ResponseFeed {

    private static final int FIRST_FINAL_STATUS = 200;

    private boolean interim;

    /** Takes a part of the response; returns whether it was the last one. The caller releases it. */
    boolean take(HttpObject part, Exchange exchange, long nanos) {
        if (part.decoderResult().isFailure()) {
            exchange.fail(
                    nanos,
                    Failure.MALFORMED,
                    "the response is not HTTP: " + part.decoderResult().cause().getMessage());
            return false;
        }
        if (part instanceof HttpResponse response) {
            int status = response.status().code();
            interim = status < FIRST_FINAL_STATUS;
            if (!interim) {
                exchange.head(status, response.headers(), nanos);
            }
        }
        if (part instanceof HttpContent content && content.content().isReadable()) {
            exchange.content(content.content(), nanos);
        }
        return part instanceof LastHttpContent && !interim;
    }
}
