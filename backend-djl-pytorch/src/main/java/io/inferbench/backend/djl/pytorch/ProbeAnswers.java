package io.inferbench.backend.djl.pytorch;

import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.api.backend.Unavailable.Reason;

/** Turns whatever goes wrong behind a provider's door into what the contract wants. */
final class ProbeAnswers {

    /** A probe or an opening that touches engine types. */
    @FunctionalInterface
    interface EngineStep<T> {

        T run() throws BackendException;
    }

    private ProbeAnswers() {}

    /**
     * Runs a probe and answers for it if it cannot.
     *
     * @param artifacts the Maven coordinates to add when the engine's classes are absent
     */
    static Availability probe(String artifacts, EngineStep<Availability> step) {
        try {
            return step.run();
        } catch (LibraryException unusable) {
            return unusable.answer();
        } catch (LinkageError absent) {
            return absent(artifacts, absent).answer();
        } catch (BackendException | RuntimeException failure) {
            return new LibraryException(
                            Reason.PROVIDER_FAILURE, String.valueOf(failure), "report this as a defect", failure)
                    .answer();
        }
    }

    /** Opens a session; absent engine classes become the exception a user can act on. */
    static <T> T open(String artifacts, EngineStep<T> step) throws BackendException {
        try {
            return step.run();
        } catch (LinkageError absent) {
            throw absent(artifacts, absent);
        }
    }

    private static LibraryException absent(String artifacts, LinkageError failure) {
        return new LibraryException(
                Unavailable.Reason.LIBRARY_MISSING,
                "the engine's classes are not on the class path or do not load: " + failure,
                "add " + artifacts,
                failure);
    }
}
