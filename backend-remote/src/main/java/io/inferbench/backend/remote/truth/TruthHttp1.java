package io.inferbench.backend.remote.truth;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.nio.charset.StandardCharsets;

/** Requests of one HTTP/1.1 connection, one after the other; what is written goes past Netty's encoder. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, and that is heard
final class TruthHttp1 extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final TruthServer server;

    TruthHttp1(TruthServer server) {
        this.server = server;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        long receivedNanos = System.nanoTime();
        Output output = new Output(context.channel(), HttpUtil.isKeepAlive(request));
        server.answer(
                context.channel().eventLoop(),
                request.method().name(),
                request.uri(),
                request.headers(),
                request.content(),
                output,
                receivedNanos);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private record Output(Channel channel, boolean keepAlive) implements TruthOutput {

        @Override
        public boolean isOpen() {
            return channel.isActive();
        }

        @Override
        public void perform(TruthStep step) {
            switch (step.kind()) {
                case HEAD -> write(head(step));
                case BODY -> channel.writeAndFlush(step.chunk());
                case RAW -> write(step.bytes());
                case END -> end();
                case CLOSE -> channel.close();
                case RESET -> reset();
            }
        }

        private byte[] head(TruthStep step) {
            String connection = keepAlive ? "" : "Connection: close\r\n";
            return ("HTTP/1.1 " + step.status() + " Said\r\nTransfer-Encoding: chunked\r\n" + connection
                            + "Content-Type: " + step.text() + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
        }

        private void end() {
            var written = channel.writeAndFlush(Unpooled.wrappedBuffer(LAST_CHUNK));
            if (!keepAlive) {
                written.addListener(ChannelFutureListener.CLOSE);
            }
        }

        private void write(byte[] bytes) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
        }

        private void reset() {
            ((SocketChannel) channel).config().setSoLinger(0);
            channel.close();
        }
    }
}
