package io.inferbench.backend.remote.truth;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One thing that a {@link TruthServer} does; immutable. */
final class TruthStep {

    private static final byte[] LINE_END = {'\r', '\n'};

    private final long atNanos;
    private final Kind kind;
    private final int status;
    private final String text;
    private final byte[] bytes;
    /** Framed and in direct memory once, so that writing it costs the server little. */
    private final ByteBuf chunk;

    /**
     * Creates the step.
     *
     * @param atNanos when, after the whole request was received
     * @param status of a head
     * @param text the media type of a head
     * @param bytes of the body, or to be written as they are
     */
    TruthStep(long atNanos, Kind kind, int status, String text, byte[] bytes) {
        this.atNanos = atNanos;
        this.kind = kind;
        this.status = status;
        this.text = text;
        this.bytes = bytes;
        this.chunk = kind == Kind.BODY ? framed(bytes) : Unpooled.EMPTY_BUFFER;
    }

    /** What can be done. */
    enum Kind {
        /** Begins the response: chunked in HTTP/1.1. */
        HEAD,
        /** Writes a piece of the body, in a packet of its own. */
        BODY,
        /** Ends the response in good order. */
        END,
        /** Writes bytes past all framing (HTTP/1.1 only). */
        RAW,
        /** Closes the connection, or resets the stream of HTTP/2. */
        CLOSE,
        /** Resets the TCP connection. */
        RESET
    }

    private static ByteBuf framed(byte[] bytes) {
        byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        // Not of Netty's allocators: nobody releases it but the garbage collector.
        ByteBuffer frame = ByteBuffer.allocateDirect(size.length + bytes.length + LINE_END.length);
        frame.put(size).put(bytes).put(LINE_END).flip();
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(frame));
    }

    long atNanos() {
        return atNanos;
    }

    Kind kind() {
        return kind;
    }

    int status() {
        return status;
    }

    String text() {
        return text;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Returns the piece of a body as a chunk of HTTP/1.1, with reading places of its own. */
    ByteBuf chunk() {
        return chunk.duplicate();
    }
}
