package io.inferbench.backend.remote.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A request as bytes, ready to be written any number of times. Holds the API key: it is never printed. */
public final class Message {

    private final byte[] http1;
    private final int bodyFrom;
    private final String authority;
    private final String scheme;
    private final String path;
    private final Map<String, String> fields;

    /**
     * Creates a POST of a JSON body.
     *
     * @param fields further header fields
     * @param closing whether the connection is for this request only
     */
    public Message(
            String scheme, String authority, String path, Map<String, String> fields, byte[] body, boolean closing) {
        this.scheme = scheme;
        this.authority = authority;
        this.path = path;
        this.fields = new TreeMap<>(fields);
        this.fields.put("Content-Type", "application/json");
        this.fields.put("Content-Length", String.valueOf(body.length));
        StringBuilder head = new StringBuilder("POST ").append(path).append(" HTTP/1.1\r\nHost: ");
        head.append(authority).append("\r\n");
        this.fields.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append(closing ? "Connection: close\r\n\r\n" : "\r\n");
        byte[] headBytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream whole = new ByteArrayOutputStream(headBytes.length + body.length);
        whole.writeBytes(headBytes);
        whole.writeBytes(body);
        this.http1 = whole.toByteArray();
        this.bodyFrom = headBytes.length;
    }

    ByteBuf http1() {
        return Unpooled.wrappedBuffer(http1);
    }

    ByteBuf body() {
        return Unpooled.wrappedBuffer(http1, bodyFrom, http1.length - bodyFrom);
    }

    Http2Headers http2() {
        Http2Headers headers = new DefaultHttp2Headers()
                .method("POST")
                .scheme(scheme)
                .authority(authority)
                .path(path);
        fields.forEach((name, value) -> headers.add(name.toLowerCase(Locale.ROOT), value));
        return headers;
    }

    @Override
    public String toString() {
        return "POST " + path + " of " + (http1.length - bodyFrom) + " bytes";
    }
}
