package io.inferbench.backend.remote.stream;

/** The bytes are not what the protocol says. */
public final class MalformedAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public MalformedAnswerException(String message) {
        super(message);
    }
}
