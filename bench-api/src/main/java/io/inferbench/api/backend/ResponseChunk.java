package io.inferbench.api.backend;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;

/** One event of a stream, as it came. Reused from event to event. */
public interface ResponseChunk {

    /** What a chunk brings. */
    enum Kind {
        /** Text or tokens of the answer. */
        CONTENT,
        /** Text of the model's reasoning, which the server tells apart from its answer. */
        REASONING,
        /** No token: the role that opens a chat, a keep-alive, a finish reason alone. Never counts as a first token. */
        EMPTY
    }

    /** Returns when the read that completed this event returned from the socket; events of one read share it. */
    long arrivalNanos();

    /** Returns what the chunk brings. */
    Kind kind();

    /** Returns whether the server says how many tokens this chunk holds. */
    boolean hasTokenCount();

    /**
     * Returns how many tokens the server says this chunk holds.
     *
     * @throws IllegalStateException if the server does not say
     */
    int tokenCount();

    /** Returns the text in UTF-8, unescaped; nothing remains in the buffer if there is none. Copy what is to be kept. */
    ByteBuffer text();

    /** Returns the token ids; nothing remains in the buffer if the server does not tell them. */
    IntBuffer tokenIds();
}
