package io.inferbench.backend.remote.wire;

import io.inferbench.api.backend.RequestEnd.Failure;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens connections and builds their pipelines. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, and that is heard
final class Dialer {

    private static final int LONGEST_LINE = 64 << 10;
    private static final int STREAM_WINDOW = 16 << 20;

    private final WireSettings settings;
    private final Transport transport;
    private final AtomicInteger opened = new AtomicInteger();

    Dialer(WireSettings settings, Transport transport) {
        this.settings = settings;
        this.transport = transport;
    }

    int opened() {
        return opened.get();
    }

    void dial(Opening opening) {
        new Bootstrap()
                .group(opening.lane().loop())
                .channelFactory(transport.channels())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        settings.connectTimeout().toMillis())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        build(channel, opening);
                    }
                })
                .connect(settings.address())
                .addListener((Future<Void> attempt) -> connected(opening, attempt));
    }

    private void connected(Opening opening, Future<Void> attempt) {
        if (!attempt.isSuccess()) {
            opening.lane()
                    .notOpened(
                            opening,
                            Failure.CONNECT,
                            "no connection to " + settings.address() + ": "
                                    + attempt.cause().getMessage());
            return;
        }
        opening.connected();
        if (settings.tls().isEmpty() && settings.http() == HttpVersion.HTTP_1_1) {
            opening.lane().opened(opening);
        }
    }

    private void build(Channel channel, Opening opening) {
        ReadStamp stamp = new ReadStamp();
        channel.pipeline().addLast(stamp);
        settings.tls().ifPresent(tls -> addTls(channel, opening, tls));
        if (settings.http() == HttpVersion.HTTP_2) {
            Http2Connection connection = new Http2Connection(opening.lane(), channel, stamp, opened.getAndIncrement());
            opening.connection(connection);
            channel.pipeline()
                    .addLast(
                            Http2FrameCodecBuilder.forClient()
                                    .initialSettings(Http2Settings.defaultSettings()
                                            .pushEnabled(false)
                                            .initialWindowSize(STREAM_WINDOW))
                                    .build(),
                            new Http2MultiplexHandler(new RefusedStream()),
                            connection);
        } else {
            Http1Connection connection = new Http1Connection(opening.lane(), channel, stamp, opened.getAndIncrement());
            opening.connection(connection);
            channel.pipeline()
                    .addLast(new HttpResponseDecoder(LONGEST_LINE, LONGEST_LINE, Integer.MAX_VALUE), connection);
        }
        channel.pipeline().addLast(new Failing(opening));
    }

    private void addTls(Channel channel, Opening opening, SslContext tls) {
        var handler = tls.newHandler(
                channel.alloc(), settings.host(), settings.address().getPort());
        handler.setHandshakeTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        channel.pipeline().addLast(handler, new Handshake(opening));
    }

    private final class Handshake extends ChannelInboundHandlerAdapter {

        private final Opening opening;

        Handshake(Opening opening) {
            this.opening = opening;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
            if (event instanceof SslHandshakeCompletionEvent handshake) {
                if (handshake.isSuccess()) {
                    agreed(context);
                } else {
                    String why = "TLS with " + settings.host() + ": " + reason(handshake.cause());
                    opening.lane().notOpened(opening, Failure.TLS, why);
                    context.close();
                }
            }
            super.userEventTriggered(context, event);
        }

        private void agreed(ChannelHandlerContext context) {
            opening.shookHands();
            if (settings.http() == HttpVersion.HTTP_1_1) {
                opening.lane().opened(opening);
                return;
            }
            String protocol = context.pipeline().get(SslHandler.class).applicationProtocol();
            if (!ApplicationProtocolNames.HTTP_2.equals(protocol)) {
                opening.lane()
                        .notOpened(opening, Failure.CONNECT, settings.host() + " does not offer HTTP/2; ask for 1.1");
                context.close();
            }
        }

        private static String reason(Throwable cause) {
            Throwable deepest = cause;
            while (deepest.getCause() != null) {
                deepest = deepest.getCause();
            }
            return String.valueOf(deepest.getMessage());
        }
    }

    /** The server may not begin streams. */
    private static final class RefusedStream extends ChannelInitializer<Channel> {

        @Override
        protected void initChannel(Channel stream) {
            stream.close();
        }

        @Override
        public boolean isSharable() {
            return true;
        }
    }

    /** A connection that ends before it can be used. */
    private static final class Failing extends ChannelInboundHandlerAdapter {

        private final Opening opening;

        Failing(Opening opening) {
            this.opening = opening;
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            opening.lane()
                    .notOpened(opening, Failure.CONNECT, "the server closed the connection before it could be used");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
