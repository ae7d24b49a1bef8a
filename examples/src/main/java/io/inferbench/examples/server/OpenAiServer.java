package io.inferbench.examples.server;

import io.inferbench.api.backend.GenerationLimits;
import io.inferbench.api.backend.GenerationSession;
import io.inferbench.api.model.Tokenizer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An OpenAI-compatible server over one generation session.
 *
 * <p>The session stays the caller's: close the server first, then the session.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel, and that is heard
public final class OpenAiServer implements AutoCloseable {

    private static final int MOST_BODY_BYTES = 16 << 20;

    private final EventLoopGroup group;
    private final Channel listener;
    private final GenerationDesk desk;
    private final ChannelGroup connections;

    private OpenAiServer(EventLoopGroup group, Channel listener, GenerationDesk desk, ChannelGroup connections) {
        this.group = group;
        this.listener = listener;
        this.desk = desk;
        this.connections = connections;
    }

    /**
     * Starts serving.
     *
     * @param modelName the name clients ask for
     * @param tokenizer the model's; without one prompts are bytes and answers are numbers
     * @param address where to listen; port 0 takes a free one
     * @throws IOException if the address cannot be had
     */
    public static OpenAiServer start(
            GenerationSession session, String modelName, Optional<Tokenizer> tokenizer, InetSocketAddress address)
            throws IOException {
        GenerationLimits limits = session.limits();
        TextCodec codec = tokenizer.map(TextCodec::of).orElseGet(() -> TextCodec.ofNumbers(limits.vocabularySize()));
        GenerationDesk desk = new GenerationDesk(session, codec);
        ServedModel served = new ServedModel(
                modelName,
                System.currentTimeMillis() / 1000,
                limits,
                new CompletionReader(modelName, limits, codec),
                desk);
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpServerKeepAliveHandler(),
                                        new HttpObjectAggregator(MOST_BODY_BYTES),
                                        new OpenAiHandler(served));
                    }
                });
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            desk.close();
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IOException(
                    "cannot listen on " + address + ": " + bound.cause().getMessage(), bound.cause());
        }
        return new OpenAiServer(group, bound.channel(), desk, connections);
    }

    /** Returns where this server listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Returns the number of clients connected now. */
    public int openConnections() {
        return connections.size();
    }

    /** Waits until somebody closes the server. */
    public void awaitClose() throws InterruptedException {
        listener.closeFuture().await();
    }

    /** Stops listening, ends the generation under way with an error that says why, and drops every connection. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        desk.close();
        // the loop has one thread: once it has done this, it has written the last answers
        group.submit(() -> {}).awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
