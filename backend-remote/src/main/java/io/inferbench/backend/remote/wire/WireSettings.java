package io.inferbench.backend.remote.wire;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach the server.
 *
 * @param address resolved
 * @param host the name for TLS and the {@code Host} field
 * @param tls absent for plain text
 * @param http the protocol
 * @param policy when connections are opened
 * @param preOpened how many are opened first
 * @param maxConnections how many may be open at once
 * @param threads how many event loops
 * @param connectTimeout for one connection, TLS included
 * @param requestTimeout for one request, from its send to its end
 * @param silenceTimeout for one request, between any two arrivals
 */
public record WireSettings(
        InetSocketAddress address,
        String host,
        Optional<SslContext> tls,
        HttpVersion http,
        ConnectionPolicy policy,
        int preOpened,
        int maxConnections,
        int threads,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration silenceTimeout) {}
