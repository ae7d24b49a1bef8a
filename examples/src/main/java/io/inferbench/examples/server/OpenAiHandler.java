package io.inferbench.examples.server;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Answers the requests of one connection.
 *
 * <p>One request at a time: a second one that arrives before the first was answered ends the connection, because an answer
 * out of order would be taken for the other request's.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel, and that is heard
final class OpenAiHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private final ServedModel served;
    private volatile boolean busy;

    OpenAiHandler(ServedModel served) {
        this.served = served;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (busy) {
            context.close();
            return;
        }
        try {
            answer(context, request);
        } catch (ApiException refusal) {
            busy = false;
            context.writeAndFlush(HttpAnswer.json(refusal.status(), JsonAnswers.error(refusal)));
        }
    }

    private void answer(ChannelHandlerContext context, FullHttpRequest request) throws ApiException {
        if (request.decoderResult().isFailure()) {
            throw ApiException.badRequest(
                    "not HTTP: " + request.decoderResult().cause().getMessage());
        }
        String path = request.uri().split("\\?", 2)[0];
        switch (path) {
            case "/health" -> {
                require(request, HttpMethod.GET, path);
                byte[] body = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);
                context.writeAndFlush(HttpAnswer.json(HttpResponseStatus.OK, body));
            }
            case "/v1/models" -> {
                require(request, HttpMethod.GET, path);
                byte[] body = JsonAnswers.models(
                        served.name(), served.startedSeconds(), served.limits().contextLength());
                context.writeAndFlush(HttpAnswer.json(HttpResponseStatus.OK, body));
            }
            case "/v1/completions", "/v1/chat/completions" -> {
                require(request, HttpMethod.POST, path);
                complete(context, request, path.contains("chat"));
            }
            default ->
                throw ApiException.notFound(
                        HttpResponseStatus.NOT_FOUND,
                        "no '" + path
                                + "' here; there are /v1/completions, /v1/chat/completions, /v1/models and /health");
        }
    }

    private static void require(FullHttpRequest request, HttpMethod method, String path) throws ApiException {
        if (!request.method().equals(method)) {
            throw ApiException.notFound(
                    HttpResponseStatus.METHOD_NOT_ALLOWED, path + " takes " + method + ", not " + request.method());
        }
    }

    private void complete(ChannelHandlerContext context, FullHttpRequest request, boolean chat) throws ApiException {
        CompletionTask task = served.reader().read(ByteBufUtil.getBytes(request.content()), chat);
        String id = (chat ? "chatcmpl-" : "cmpl-") + UUID.randomUUID();
        JsonAnswers bodies = new JsonAnswers(id, served.name(), chat, System.currentTimeMillis() / 1000);
        busy = true;
        HttpAnswer answer = new HttpAnswer(context.channel(), task, bodies, () -> busy = false);
        served.desk().submit(task, answer, () -> !context.channel().isActive());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
