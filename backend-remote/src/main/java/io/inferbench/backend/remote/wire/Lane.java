package io.inferbench.backend.remote.wire;

import io.inferbench.api.backend.ConnectionUse;
import io.inferbench.api.backend.RequestEnd.Failure;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The connections and requests of one event loop; everything here runs on its thread. */
final class Lane {

    private final EventLoop loop;
    private final WireSettings settings;
    private final Dialer dialer;
    private final Optional<String> secret;
    private final int mostConnections;
    private final LongAdder throwingEnds;
    private final Deque<Connection> withRoom = new ArrayDeque<>();
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final Set<Exchange> inFlight = new LinkedHashSet<>();
    private final Deque<Exchange> waiting = new ArrayDeque<>();
    private final Set<Opening> openings = new LinkedHashSet<>();
    private boolean closed;

    Lane(
            EventLoop loop,
            WireSettings settings,
            Dialer dialer,
            Optional<String> secret,
            int mostConnections,
            LongAdder throwingEnds) {
        this.loop = loop;
        this.settings = settings;
        this.dialer = dialer;
        this.secret = secret;
        this.mostConnections = mostConnections;
        this.throwingEnds = throwingEnds;
    }

    EventLoop loop() {
        return loop;
    }

    WireSettings settings() {
        return settings;
    }

    void run(Runnable action) {
        if (loop.inEventLoop()) {
            action.run();
        } else if (!loop.isShuttingDown()) {
            loop.execute(action);
        }
    }

    Future<?> later(long nanos, Runnable action) {
        return loop.schedule(action, nanos, TimeUnit.NANOSECONDS);
    }

    /** Returns a text in which the API key does not stand. */
    String masked(String text) {
        return secret.map(key -> text.replace(key, "***")).orElse(text);
    }

    void listenerThrewAtEnd(RuntimeException thrown) {
        throwingEnds.increment();
    }

    void begin(Exchange exchange) {
        if (closed) {
            exchange.fail(System.nanoTime(), Failure.CLOSED, "the session was closed");
            return;
        }
        inFlight.add(exchange);
        Connection free = takeWithRoom();
        if (free != null) {
            assign(exchange, free, OptionalLong.empty(), OptionalLong.empty());
            keepIfRoom(free);
        } else if (mayOpen() && !(isShared() && !openings.isEmpty())) {
            open(exchange);
        } else {
            waiting.add(exchange);
        }
    }

    /** Whether a connection serves many requests at a time, so that one that is being opened is worth waiting for. */
    private boolean isShared() {
        return settings.http() == HttpVersion.HTTP_2 && !isPerRequest();
    }

    private boolean isPerRequest() {
        return settings.policy() == ConnectionPolicy.PER_REQUEST;
    }

    private boolean mayOpen() {
        return connections.size() + openings.size() < mostConnections;
    }

    private @Nullable Connection takeWithRoom() {
        Connection first = withRoom.pollFirst();
        while (first != null && !first.hasRoom()) {
            first = withRoom.pollFirst();
        }
        return first;
    }

    private void assign(
            Exchange exchange, Connection connection, OptionalLong connectNanos, OptionalLong handshakeNanos) {
        exchange.assigned(
                connection, new ConnectionUse(connection.number(), System.nanoTime(), connectNanos, handshakeNanos));
    }

    private void keepIfRoom(Connection connection) {
        if (isPerRequest() || !connection.hasRoom()) {
            return;
        }
        if (isShared()) {
            // At the end, so that connections share the requests.
            withRoom.addLast(connection);
        } else {
            // The one used last first, since a server closes those that idle.
            withRoom.addFirst(connection);
        }
    }

    private void open(@Nullable Exchange exchange) {
        Opening opening = new Opening(this, exchange, System.nanoTime());
        openings.add(opening);
        dialer.dial(opening);
    }

    /** Opens a connection that waits for requests; completes when it is there. */
    CompletableFuture<Void> openAhead() {
        Opening opening = new Opening(this, null, System.nanoTime());
        openings.add(opening);
        dialer.dial(opening);
        return opening.outcome();
    }

    /** An HTTP/2 connection has the server's settings. */
    void ready(Connection connection) {
        for (Opening opening : new ArrayList<>(openings)) {
            if (connection.equals(opening.connection())) {
                opened(opening);
            }
        }
    }

    /** A connection can be used. */
    void opened(Opening opening) {
        openings.remove(opening);
        Connection connection = opening.connection();
        if (connection == null) {
            throw new IllegalStateException("an opening ended without a connection");
        }
        if (closed) {
            connection.close();
            return;
        }
        connections.add(connection);
        Exchange exchange = opening.exchange();
        opening.succeed();
        if (exchange != null && !exchange.isOver()) {
            assign(exchange, connection, OptionalLong.of(opening.connectNanos()), opening.handshakeNanos());
        } else if (isPerRequest()) {
            connection.close();
        }
        free(connection);
        serveWaiting();
    }

    void notOpened(Opening opening, Failure failure, String detail) {
        if (!openings.remove(opening)) {
            return;
        }
        opening.fail(masked(detail));
        Exchange exchange = opening.exchange();
        if (exchange != null) {
            exchange.fail(System.nanoTime(), failure, detail);
        }
        serveWaiting();
    }

    /** A connection has room. */
    void free(Connection connection) {
        while (!isPerRequest() && connection.hasRoom()) {
            Exchange next = nextWaiting();
            if (next == null) {
                break;
            }
            assign(next, connection, OptionalLong.empty(), OptionalLong.empty());
        }
        keepIfRoom(connection);
    }

    private @Nullable Exchange nextWaiting() {
        Exchange next = waiting.poll();
        while (next != null && next.isOver()) {
            next = waiting.poll();
        }
        return next;
    }

    void closed(Connection connection) {
        withRoom.remove(connection);
        if (connections.remove(connection)) {
            serveWaiting();
        }
    }

    private void serveWaiting() {
        while (!closed && mayOpen() && !(isShared() && !openings.isEmpty())) {
            Exchange next = nextWaiting();
            if (next == null) {
                return;
            }
            open(next);
        }
    }

    void over(Exchange exchange) {
        inFlight.remove(exchange);
    }

    void close() {
        closed = true;
        for (Exchange exchange : new ArrayList<>(inFlight)) {
            exchange.fail(System.nanoTime(), Failure.CLOSED, "the session was closed while the request was in flight");
        }
        waiting.clear();
        openings.clear();
        new ArrayList<>(connections).forEach(Connection::close);
    }
}
