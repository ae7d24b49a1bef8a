package io.inferbench.api.model;

/** Thrown when a model cannot be found, read or written; the text names the model, the place and the remedy. */
public class ModelException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public ModelException(String message) {
        super(message);
    }

    /** Creates the exception with the failure underneath. */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
