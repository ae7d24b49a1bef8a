package io.inferbench.backend.remote.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing text in UTF-8 that is used again and again. */
final class ByteText {

    private byte[] bytes = new byte[64];
    private int length;
    private ByteBuffer view = ByteBuffer.wrap(bytes).asReadOnlyBuffer();

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    boolean isEmpty() {
        return length == 0;
    }

    boolean is(byte[] other) {
        return Arrays.equals(bytes, 0, length, other, 0, other.length);
    }

    void append(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
    }

    void append(ByteText other) {
        append(other.bytes, 0, other.length);
    }

    void appendCodePoint(int codePoint) {
        reserve(4);
        length = Utf8.write(codePoint, bytes, length);
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
            view = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        }
    }

    /** Returns the text; valid until it changes. */
    ByteBuffer view() {
        view.limit(length).position(0);
        return view;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
