package io.inferbench.backend.remote.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** One request at a time, as bytes written beforehand. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, and that is heard
final class Http1Connection extends ChannelInboundHandlerAdapter implements Connection {

    private final Lane lane;
    private final Channel channel;
    private final ReadStamp stamp;
    private final int number;
    private final ResponseFeed feed = new ResponseFeed();
    private @Nullable Exchange current;
    private boolean reusable = true;
    private String gone = "was closed by the server";

    Http1Connection(Lane lane, Channel channel, ReadStamp stamp, int number) {
        this.lane = lane;
        this.channel = channel;
        this.stamp = stamp;
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public boolean hasRoom() {
        return current == null && reusable && channel.isActive();
    }

    @Override
    public void send(Exchange exchange) {
        current = exchange;
        reusable = lane.settings().policy() != ConnectionPolicy.PER_REQUEST;
        long sentNanos = System.nanoTime();
        channel.writeAndFlush(exchange.message().http1());
        exchange.sent(sentNanos);
    }

    @Override
    public void abandon(Exchange exchange) {
        current = null;
        close();
    }

    @Override
    public void close() {
        reusable = false;
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            Exchange exchange = current;
            if (exchange == null || !(message instanceof HttpObject part)) {
                // Bytes that belong to no request.
                close();
                return;
            }
            if (part instanceof HttpResponse response && !HttpUtil.isKeepAlive(response)) {
                reusable = false;
            }
            if (feed.take(part, exchange, stamp.latestNanos())) {
                endOfResponse(exchange);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void endOfResponse(Exchange exchange) {
        current = null;
        // Free before the listener hears of the end, so that a request it starts then finds it.
        if (reusable) {
            lane.free(this);
        } else {
            channel.close();
        }
        exchange.bodyEnd(stamp.latestNanos());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lane.closed(this);
        Exchange exchange = current;
        current = null;
        if (exchange != null) {
            exchange.lost(System.nanoTime(), gone);
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        gone = "failed (" + cause.getMessage() + ")";
        context.close();
    }
}
