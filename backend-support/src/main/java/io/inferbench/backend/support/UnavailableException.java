package io.inferbench.backend.support;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.Unavailable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown when something that an engine needs is not there or does not fit; knows the answer to {@code probe}. */
public final class UnavailableException extends BackendException {

    private static final long serialVersionUID = 1L;

    private final Unavailable.Reason reason;
    private final String explanation;
    private final String remedy;

    /** Creates the exception; its text is the explanation and the remedy. */
    public UnavailableException(
            Unavailable.Reason reason, String explanation, String remedy, @Nullable Throwable cause) {
        super(explanation + "; " + remedy);
        if (cause != null) {
            initCause(cause);
        }
        this.reason = reason;
        this.explanation = explanation;
        this.remedy = remedy;
    }

    /** Returns what a failure says, and what the failures underneath say: the last names the missing library. */
    public static String text(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure.toString() : failure + ", because of " + text(cause);
    }

    /** Returns the same as an answer. */
    public Unavailable answer() {
        return new Unavailable(reason, explanation, remedy, Optional.ofNullable(getCause()));
    }
}
