package io.inferbench.api.workload;

/** Thrown when requests cannot be made; the text says what was asked, what was found and what to do. */
public class WorkloadException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public WorkloadException(String message) {
        super(message);
    }

    /** Creates the exception with the failure underneath. */
    public WorkloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
