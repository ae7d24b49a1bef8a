package io.inferbench.backend.remote.wire;

import io.inferbench.backend.remote.stream.MalformedAnswerException;
import io.netty.buffer.ByteBuf;

/** What is made of the body of a response. */
interface AnswerBody {

    /** Takes bytes that arrived then. */
    void take(ByteBuf bytes, long arrivalNanos) throws MalformedAnswerException;

    /** Judges the answer, whose body ended in good order then. */
    void end(long arrivalNanos) throws MalformedAnswerException;

    /** Returns whether the answer is whole, although its body may go on. */
    default boolean isComplete() {
        return false;
    }
}
