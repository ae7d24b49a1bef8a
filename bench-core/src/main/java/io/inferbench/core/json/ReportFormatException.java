package io.inferbench.core.json;

/** Thrown when a file is not a report that this version reads; the text names the file, what was found and the remedy. */
public final class ReportFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    ReportFormatException(String message) {
        super(message);
    }

    ReportFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
