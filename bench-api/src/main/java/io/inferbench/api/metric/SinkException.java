package io.inferbench.api.metric;

/** Thrown when results cannot be written; the text names the place and the remedy. */
public class SinkException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public SinkException(String message) {
        super(message);
    }

    /** Creates the exception with the failure underneath. */
    public SinkException(String message, Throwable cause) {
        super(message, cause);
    }
}
