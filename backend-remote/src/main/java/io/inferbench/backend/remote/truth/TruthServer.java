package io.inferbench.backend.remote.truth;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Listens on the loopback interface and answers each request by a script; records what it did. */
public final class TruthServer implements AutoCloseable {

    private static final int BACKLOG = 8192;
    private static final int LONGEST_REQUEST_BYTES = 64 << 20;

    private final Function<TruthRequest, TruthScript> answering;
    private final EventLoopGroup group;
    private final Channel listener;
    private final boolean secure;
    private final AtomicInteger requests = new AtomicInteger();
    private final Map<EventLoop, TruthBeat> beats = new ConcurrentHashMap<>();
    private final Queue<TruthPlayer> players = new ConcurrentLinkedQueue<>();

    private TruthServer(Settings settings, Function<TruthRequest, TruthScript> answering) {
        this.answering = answering;
        this.secure = settings.tls().isPresent();
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.group = new MultiThreadIoEventLoopGroup(
                settings.threads(), new DefaultThreadFactory("inferbench-truth", true), handlers);
        this.listener = new ServerBootstrap()
                .group(group)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        build(channel, settings);
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()))
                .syncUninterruptibly()
                .channel();
    }

    /**
     * How the server listens.
     *
     * @param port 0 takes a free one
     * @param threads how many event loops
     * @param http2 whether it speaks HTTP/2, by prior knowledge, in place of HTTP/1.1
     * @param streams how many streams of an HTTP/2 connection there may be at once
     * @param tls absent for plain text
     */
    public record Settings(int port, int threads, boolean http2, int streams, Optional<SslContext> tls) {

        /** Returns a server of plain HTTP/1.1 with one thread on a free port. */
        public static Settings plain() {
            return new Settings(0, 1, false, 0, Optional.empty());
        }
    }

    /**
     * Starts a server.
     *
     * @param answering called on a thread of the server for each request
     */
    public static TruthServer start(Settings settings, Function<TruthRequest, TruthScript> answering) {
        return new TruthServer(settings, answering);
    }

    private void build(Channel channel, Settings settings) {
        settings.tls().ifPresent(tls -> channel.pipeline().addLast(tls.newHandler(channel.alloc())));
        if (settings.http2()) {
            channel.pipeline()
                    .addLast(
                            Http2FrameCodecBuilder.forServer()
                                    .initialSettings(
                                            Http2Settings.defaultSettings().maxConcurrentStreams(settings.streams()))
                                    .build(),
                            new Http2MultiplexHandler(new ChannelInitializer<>() {
                                @Override
                                protected void initChannel(Channel stream) {
                                    stream.pipeline().addLast(new TruthHttp2(TruthServer.this));
                                }
                            }));
        } else {
            channel.pipeline()
                    .addLast(
                            new HttpRequestDecoder(),
                            new HttpObjectAggregator(LONGEST_REQUEST_BYTES),
                            new TruthHttp1(this));
        }
    }

    void answer(
            EventLoop loop,
            String method,
            String path,
            HttpHeaders head,
            ByteBuf body,
            TruthOutput output,
            long receivedNanos) {
        Map<String, String> fields = new TreeMap<>();
        head.forEach(field -> fields.put(field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
        boolean counts = method.equals("POST");
        int number = counts ? requests.getAndIncrement() : 0;
        TruthScript script =
                answering.apply(new TruthRequest(number, method, path, fields, body.toString(StandardCharsets.UTF_8)));
        TruthBeat beat = beats.computeIfAbsent(loop, TruthBeat::new);
        TruthPlayer player = new TruthPlayer(beat, script, output, number, receivedNanos);
        if (counts) {
            players.add(player);
        }
        player.play();
    }

    /** Returns the port it listens at. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Returns its URL, by the name {@code localhost}. */
    public String url() {
        return (secure ? "https" : "http") + "://localhost:" + port();
    }

    /** Returns how many POST requests came so far. */
    public int requests() {
        return requests.get();
    }

    /** Returns what was done for each POST request; ask after the answers have ended. */
    public List<TruthRecord> records() {
        return players.stream().map(TruthPlayer::toRecord).toList();
    }

    /** Forgets the records so far, as between a warm-up and a measurement. */
    public void forgetRecords() {
        players.clear();
    }

    /** Closes the connections and waits for the threads. */
    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
