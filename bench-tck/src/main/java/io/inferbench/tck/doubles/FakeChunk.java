package io.inferbench.tck.doubles;

import io.inferbench.api.backend.ResponseChunk;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;

/** A chunk of a {@link FakeAnswer}, still without its time. */
final class FakeChunk {

    private final ResponseChunk.Kind kind;
    private final byte[] text;
    private final int[] tokenIds;

    FakeChunk(ResponseChunk.Kind kind, byte[] text, int[] tokenIds) {
        this.kind = kind;
        this.text = text;
        this.tokenIds = tokenIds;
    }

    ResponseChunk arrivedAt(long nanos) {
        return new Arrived(nanos);
    }

    private final class Arrived implements ResponseChunk {

        private final long arrivalNanos;

        Arrived(long arrivalNanos) {
            this.arrivalNanos = arrivalNanos;
        }

        @Override
        public long arrivalNanos() {
            return arrivalNanos;
        }

        @Override
        public Kind kind() {
            return kind;
        }

        @Override
        public boolean hasTokenCount() {
            return tokenIds.length > 0 || kind == Kind.EMPTY;
        }

        @Override
        public int tokenCount() {
            if (!hasTokenCount()) {
                throw new IllegalStateException("the number of tokens of this chunk is not told");
            }
            return tokenIds.length;
        }

        @Override
        public ByteBuffer text() {
            return ByteBuffer.wrap(text).asReadOnlyBuffer();
        }

        @Override
        public IntBuffer tokenIds() {
            return IntBuffer.wrap(tokenIds).asReadOnlyBuffer();
        }
    }
}
