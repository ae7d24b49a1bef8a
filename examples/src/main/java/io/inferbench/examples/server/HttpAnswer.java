package io.inferbench.examples.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;

/** Writes one answer to a connection: whole, or event by event. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel, and that is heard
final class HttpAnswer implements Answer {

    private static final byte[] EVENT = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT_END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final Channel channel;
    private final CompletionTask task;
    private final JsonAnswers bodies;
    private final Runnable whenOver;
    private final StringBuilder whole = new StringBuilder();
    private boolean headSent;

    /**
     * Creates an answer.
     *
     * @param whenOver called before the last bytes are written, because the client's next request may follow them at once
     */
    HttpAnswer(Channel channel, CompletionTask task, JsonAnswers bodies, Runnable whenOver) {
        this.channel = channel;
        this.task = task;
        this.bodies = bodies;
        this.whenOver = whenOver;
    }

    @Override
    public void text(String added) {
        if (!task.stream()) {
            whole.append(added);
            return;
        }
        sendHead();
        event(bodies.textEvent(added));
    }

    private void sendHead() {
        if (headSent) {
            return;
        }
        headSent = true;
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        head.headers().set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE);
        head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        channel.write(head);
        if (task.chat()) {
            event(bodies.roleEvent());
        }
    }

    private void event(byte[] data) {
        ByteBuf buffer = Unpooled.wrappedBuffer(EVENT, data, EVENT_END);
        channel.writeAndFlush(new DefaultHttpContent(buffer));
    }

    @Override
    public void finished(String finishReason, int completionTokens) {
        if (task.stream()) {
            sendHead();
            event(bodies.lastEvent(finishReason));
            if (task.usageWanted()) {
                event(bodies.usageEvent(task.promptTokens(), completionTokens));
            }
            event(DONE);
            whenOver.run();
            channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        } else {
            byte[] body = bodies.whole(whole.toString(), finishReason, task.promptTokens(), completionTokens);
            whenOver.run();
            channel.writeAndFlush(json(HttpResponseStatus.OK, body));
        }
    }

    @Override
    public void failed(ApiException failure) {
        whenOver.run();
        if (headSent) {
            event(JsonAnswers.error(failure));
            channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        } else {
            channel.writeAndFlush(json(failure.status(), JsonAnswers.error(failure)));
        }
    }

    /** Returns a whole response with a JSON body. */
    static FullHttpResponse json(HttpResponseStatus status, byte[] body) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        if (status.equals(HttpResponseStatus.TOO_MANY_REQUESTS)) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, "1");
        }
        return response;
    }
}
