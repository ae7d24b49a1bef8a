package io.inferbench.core;

/** Thrown when a run cannot begin, be resumed, or keep its results; the text names the place and the remedy. */
public final class RunException extends Exception {

    private static final long serialVersionUID = 1L;

    RunException(String message) {
        super(message);
    }

    RunException(String message, Throwable cause) {
        super(message, cause);
    }
}
