package io.inferbench.backend.remote.stream;

import io.inferbench.api.backend.ResponseChunk;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;

/** The chunk of one request's stream that is told at present; the same object for all of them. */
final class AnswerChunk implements ResponseChunk {

    final ByteText text = new ByteText();
    private int[] ids = new int[4];
    private int idCount;
    private boolean idsTold;
    private boolean countTold;
    private int count;
    private long arrivalNanos;
    private Kind kind = Kind.EMPTY;

    void clear() {
        text.clear();
        idCount = 0;
        idsTold = false;
        countTold = false;
    }

    void tellIds() {
        idsTold = true;
    }

    void addId(int id) {
        if (idCount == ids.length) {
            ids = Arrays.copyOf(ids, 2 * idCount);
        }
        ids[idCount++] = id;
    }

    void tellCount(int tokens) {
        countTold = true;
        count = tokens;
    }

    AnswerChunk withoutCount() {
        idsTold = false;
        idCount = 0;
        countTold = false;
        return this;
    }

    boolean bringsTokens() {
        return hasTokenCount() && tokenCount() > 0;
    }

    AnswerChunk arrived(long nanos, Kind as) {
        arrivalNanos = nanos;
        kind = as;
        return this;
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
        return idsTold || countTold;
    }

    @Override
    public int tokenCount() {
        if (!hasTokenCount()) {
            throw new IllegalStateException("the server does not say how many tokens this chunk holds");
        }
        return idsTold ? idCount : count;
    }

    @Override
    public ByteBuffer text() {
        return text.view();
    }

    @Override
    public IntBuffer tokenIds() {
        return IntBuffer.wrap(ids, 0, idCount).asReadOnlyBuffer();
    }
}
