package io.inferbench.backend.remote.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.HashMap;
import java.util.Map;

/** Many requests at a time, each a stream of its own. The handler of the connection itself, not of its streams. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, and that is heard
final class Http2Connection extends ChannelInboundHandlerAdapter implements Connection {

    /** What a client may assume before the server says otherwise. */
    private static final long STREAMS_BEFORE_SETTINGS = 100;

    private final Lane lane;
    private final Channel channel;
    private final ReadStamp stamp;
    private final int number;
    private final Map<Exchange, Channel> streams = new HashMap<>();
    private long mostStreams = STREAMS_BEFORE_SETTINGS;
    private int ending;
    private boolean closing;

    Http2Connection(Lane lane, Channel channel, ReadStamp stamp, int number) {
        this.lane = lane;
        this.channel = channel;
        this.stamp = stamp;
        this.number = number;
    }

    long latestNanos() {
        return stamp.latestNanos();
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public boolean hasRoom() {
        return !closing && channel.isActive() && streams.size() + ending < mostStreams;
    }

    @Override
    public void send(Exchange exchange) {
        // Counted at once, so that no more are sent than the server takes.
        streams.put(exchange, channel);
        new Http2StreamChannelBootstrap(channel)
                .handler(new Http2Stream(this, exchange))
                .open()
                .addListener((Future<Http2StreamChannel> opened) -> opened(exchange, opened));
    }

    private void opened(Exchange exchange, Future<Http2StreamChannel> opened) {
        if (!opened.isSuccess()) {
            streams.remove(exchange);
            exchange.lost(
                    System.nanoTime(),
                    "took no further stream (" + opened.cause().getMessage() + ")");
            return;
        }
        Http2StreamChannel stream = opened.getNow();
        if (exchange.isOver()) {
            stream.close();
            return;
        }
        streams.put(exchange, stream);
        long sentNanos = System.nanoTime();
        Http2Stream.write(stream, exchange.message());
        exchange.sent(sentNanos);
    }

    /** The stream of a request has ended or is gone. */
    void streamOver(Exchange exchange) {
        if (streams.remove(exchange) == null) {
            return;
        }
        if (lane.settings().policy() == ConnectionPolicy.PER_REQUEST) {
            close();
            return;
        }
        // Netty counts the stream until it is done with the frame that ended it.
        ending++;
        channel.eventLoop().execute(this::streamEnded);
    }

    private void streamEnded() {
        boolean wasFull = !hasRoom();
        ending--;
        if (wasFull && hasRoom()) {
            lane.free(this);
        }
    }

    @Override
    public void abandon(Exchange exchange) {
        Channel stream = streams.get(exchange);
        streamOver(exchange);
        if (stream != null && !stream.equals(channel)) {
            stream.close();
        }
    }

    @Override
    public void close() {
        closing = true;
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Http2SettingsFrame frame) {
            Long most = frame.settings().maxConcurrentStreams();
            mostStreams = most == null ? Long.MAX_VALUE : most;
            lane.ready(this);
        }
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closing = true;
        lane.closed(this);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
