package io.inferbench.backend.remote.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Takes the time of each read, first in the pipeline: before TLS, HTTP and JSON. */
final class ReadStamp extends ChannelInboundHandlerAdapter {

    private long latestNanos = System.nanoTime();

    /** Returns when the read that is being passed on returned from the socket. */
    long latestNanos() {
        return latestNanos;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        latestNanos = System.nanoTime();
        context.fireChannelRead(message);
    }
}
