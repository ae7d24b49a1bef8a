package io.inferbench.backend.remote.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.ReferenceCountUtil;

/** One request on a connection that carries many. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, and that is heard
final class Http2Stream extends ChannelInitializer<Channel> {

    private final Http2Connection connection;
    private final Exchange exchange;

    Http2Stream(Http2Connection connection, Exchange exchange) {
        this.connection = connection;
        this.exchange = exchange;
    }

    /** Writes the frames themselves; the codec only reads. */
    static void write(Channel stream, Message message) {
        stream.write(new DefaultHttp2HeadersFrame(message.http2(), false));
        stream.writeAndFlush(new DefaultHttp2DataFrame(message.body(), true));
    }

    @Override
    protected void initChannel(Channel stream) {
        stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(false), new ResponseReader());
    }

    private final class ResponseReader extends ChannelInboundHandlerAdapter {

        private final ResponseFeed feed = new ResponseFeed();

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                if (message instanceof HttpObject part && feed.take(part, exchange, connection.latestNanos())) {
                    connection.streamOver(exchange);
                    exchange.bodyEnd(connection.latestNanos());
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof Http2ResetFrame reset) {
                connection.streamOver(exchange);
                exchange.lost(connection.latestNanos(), "reset the stream (error " + reset.errorCode() + ")");
            }
            ReferenceCountUtil.release(event);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            connection.streamOver(exchange);
            exchange.lost(System.nanoTime(), "was closed by the server");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            connection.streamOver(exchange);
            exchange.lost(System.nanoTime(), "failed (" + cause.getMessage() + ")");
            context.close();
        }
    }
}
