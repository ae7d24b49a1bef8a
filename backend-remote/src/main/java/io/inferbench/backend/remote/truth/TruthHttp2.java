package io.inferbench.backend.remote.truth;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.Locale;

/** One request of an HTTP/2 connection. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, and that is heard
final class TruthHttp2 extends ChannelInboundHandlerAdapter {

    private final TruthServer server;
    private final ByteBuf body = Unpooled.buffer();
    private final HttpHeaders fields = new DefaultHttpHeaders();
    private String method = "";
    private String path = "";

    TruthHttp2(TruthServer server) {
        this.server = server;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        boolean whole = false;
        if (frame instanceof Http2HeadersFrame headers) {
            take(headers.headers());
            whole = headers.isEndStream();
        } else if (frame instanceof Http2DataFrame data) {
            body.writeBytes(data.content());
            whole = data.isEndStream();
        }
        ReferenceCountUtil.release(frame);
        if (whole) {
            server.answer(
                    context.channel().eventLoop(),
                    method,
                    path,
                    fields,
                    body,
                    new Output(context.channel()),
                    System.nanoTime());
        }
    }

    private void take(Http2Headers headers) {
        method = headers.method().toString();
        path = headers.path().toString();
        headers.forEach(field -> {
            if (!Http2Headers.PseudoHeaderName.hasPseudoHeaderFormat(field.getKey())) {
                fields.add(field.getKey(), field.getValue());
            }
        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private record Output(Channel stream) implements TruthOutput {

        @Override
        public boolean isOpen() {
            return stream.isActive();
        }

        @Override
        public void perform(TruthStep step) {
            switch (step.kind()) {
                case HEAD -> stream.writeAndFlush(new DefaultHttp2HeadersFrame(head(step), false));
                case BODY ->
                    stream.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(step.bytes()), false));
                case END -> stream.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.EMPTY_BUFFER, true));
                case RAW -> throw new IllegalArgumentException("HTTP/2 has no bytes outside its frames");
                case CLOSE -> stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
                case RESET -> {
                    ((SocketChannel) stream.parent()).config().setSoLinger(0);
                    stream.parent().close();
                }
            }
        }

        private static Http2Headers head(TruthStep step) {
            Http2Headers headers = new DefaultHttp2Headers().status(String.valueOf(step.status()));
            String[] lines = step.text().split("\r\n");
            headers.add("content-type", lines[0]);
            for (int line = 1; line < lines.length; line++) {
                int colon = lines[line].indexOf(':');
                headers.add(
                        lines[line].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[line].substring(colon + 1).strip());
            }
            return headers;
        }
    }
}
