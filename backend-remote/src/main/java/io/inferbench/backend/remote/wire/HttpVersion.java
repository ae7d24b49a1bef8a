package io.inferbench.backend.remote.wire;

/** The protocol of the connections. */
public enum HttpVersion {
    /** One request at a time on a connection. */
    HTTP_1_1,
    /** Many at a time; by ALPN under TLS, by prior knowledge without. */
    HTTP_2
}
