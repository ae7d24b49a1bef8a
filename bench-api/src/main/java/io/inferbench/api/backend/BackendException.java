package io.inferbench.api.backend;

/** Thrown by a backend for trouble a user can act on; the text says what was asked, what was found and what to do. */
public class BackendException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public BackendException(String message) {
        super(message);
    }

    /** Creates the exception with the failure underneath. */
    public BackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
