package io.inferbench.backend.tensorrt;

import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.Unavailable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown when something that TensorRT needs is not there or does not fit; is also an answer to {@code probe}. */
final class LibraryException extends BackendException {

    private static final long serialVersionUID = 1L;

    private final Unavailable.Reason reason;
    private final String explanation;
    private final String remedy;

    LibraryException(Unavailable.Reason reason, String explanation, String remedy, @Nullable Throwable cause) {
        super(explanation + "; " + remedy);
        if (cause != null) {
            initCause(cause);
        }
        this.reason = reason;
        this.explanation = explanation;
        this.remedy = remedy;
    }

    /** Returns what a failure and those underneath say: the innermost one names the missing library. */
    static String text(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return failure.getCause() == null ? failure.toString() : failure + ", because of " + innermost;
    }

    Unavailable answer() {
        return new Unavailable(reason, explanation, remedy, Optional.ofNullable(getCause()));
    }
}
