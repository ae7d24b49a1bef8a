package io.inferbench.backend.remote.wire;

import io.inferbench.api.backend.InFlight;
import io.inferbench.api.backend.RequestListener;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** All connections to one server; safe for several threads. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, and that is heard
public final class Wire implements AutoCloseable {

    private static final long SHUTDOWN_SECONDS = 5;

    private final WireSettings settings;
    private final Transport transport = Transport.best();
    private final EventLoopGroup group;
    private final Dialer dialer;
    private final List<Lane> lanes = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final LongAdder throwingEnds = new LongAdder();

    /**
     * Starts the threads; connects to nothing.
     *
     * @param secret what must not stand in any text: the API key
     */
    public Wire(WireSettings settings, Optional<String> secret) {
        this.settings = settings;
        this.group = new MultiThreadIoEventLoopGroup(
                settings.threads(), new DefaultThreadFactory("inferbench-remote", true), transport.handlers());
        this.dialer = new Dialer(settings, transport);
        int each = Math.max(1, settings.maxConnections() / settings.threads());
        for (int index = 0; index < settings.threads(); index++) {
            lanes.add(new Lane(group.next(), settings, dialer, secret, each, throwingEnds));
        }
    }

    /**
     * Opens the connections that are to be there before the first request.
     *
     * @throws IOException if one of them cannot be opened
     */
    public void openAhead() throws IOException {
        List<CompletableFuture<Void>> outcomes = new ArrayList<>();
        for (int number = 0; number < settings.preOpened(); number++) {
            Lane lane = lanes.get(number % lanes.size());
            CompletableFuture<Void> outcome = new CompletableFuture<>();
            lane.run(() -> lane.openAhead().whenComplete((done, failure) -> pass(outcome, failure)));
            outcomes.add(outcome);
        }
        try {
            CompletableFuture.allOf(outcomes.toArray(new CompletableFuture<?>[0]))
                    .get();
        } catch (ExecutionException failure) {
            Throwable given = failure.getCause();
            Throwable cause = given == null ? failure : given;
            throw new IOException(String.valueOf(cause.getMessage()), cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while connections were opened", interrupted);
        }
    }

    private static void pass(CompletableFuture<Void> outcome, @Nullable Throwable failure) {
        if (failure == null) {
            outcome.complete(null);
        } else {
            outcome.completeExceptionally(failure);
        }
    }

    /**
     * Sends a request.
     *
     * @throws IllegalStateException after close
     */
    public InFlight start(Message message, Expectation expected, RequestListener listener) {
        requireOpen();
        Lane lane = lanes.get(Math.floorMod(next.getAndIncrement(), lanes.size()));
        Exchange exchange = new Exchange(lane, message, expected, listener);
        try {
            // Never at once, not even on the lane's own thread: a listener hears nothing before start has returned.
            lane.loop().execute(() -> lane.begin(exchange));
        } catch (RejectedExecutionException closing) {
            throw new IllegalStateException("the session is closed", closing);
        }
        return exchange;
    }

    /** Throws {@link IllegalStateException} after close. */
    public void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the session is closed");
        }
    }

    /** Returns what a reader of the report should know. */
    public Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        facts.put("connection.transport", transport.name().toLowerCase(Locale.ROOT));
        facts.put("connection.address", settings.address().toString());
        facts.put("connection.threads", String.valueOf(settings.threads()));
        facts.put("connections.opened", String.valueOf(dialer.opened()));
        facts.put("requests.started", String.valueOf(Integer.toUnsignedLong(next.get())));
        if (throwingEnds.sum() > 0) {
            facts.put("listeners.threw-at-end", String.valueOf(throwingEnds.sum()));
        }
        return facts;
    }

    /** Ends the requests in flight, closes the connections and waits for the threads, unless one of them is the caller. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        boolean inside = lanes.stream().map(Lane::loop).anyMatch(EventLoop::inEventLoop);
        for (Lane lane : lanes) {
            if (lane.loop().inEventLoop()) {
                lane.close();
            } else if (inside) {
                lane.loop().execute(lane::close);
            } else {
                lane.loop().submit(lane::close).awaitUninterruptibly();
            }
        }
        var ended = group.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        if (!inside) {
            ended.awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        }
    }
}
