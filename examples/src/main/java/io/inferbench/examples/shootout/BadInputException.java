package io.inferbench.examples.shootout;

/** Thrown when something given on the command line cannot be used; the text is for its author. */
public final class BadInputException extends Exception {

    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }

    BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
