package io.inferbench.backend.support;

import io.inferbench.api.backend.Availability;
import io.inferbench.api.backend.BackendException;
import io.inferbench.api.backend.Unavailable.Reason;

/** Turns whatever goes wrong behind a provider's door into what the contract wants (B-02). */
public final class EngineDoor {

    private EngineDoor() {}

    /**
     * Runs a probe and answers for it if it cannot.
     *
     * @param remedy what to do when the engine's classes are absent
     */
    public static Availability probe(String remedy, EngineStep<Availability> step) {
        try {
            return step.run();
        } catch (UnavailableException unusable) {
            return unusable.answer();
        } catch (LinkageError absent) {
            return absent(remedy, absent).answer();
        } catch (BackendException | RuntimeException failure) {
            return new UnavailableException(
                            Reason.PROVIDER_FAILURE, String.valueOf(failure), "report this as a defect", failure)
                    .answer();
        }
    }

    /**
     * Opens a session; absent engine classes become the exception a user can act on.
     *
     * @param remedy what to do when the engine's classes are absent
     */
    public static <T> T open(String remedy, EngineStep<T> step) throws BackendException {
        try {
            return step.run();
        } catch (LinkageError absent) {
            throw absent(remedy, absent);
        }
    }

    private static UnavailableException absent(String remedy, LinkageError failure) {
        return new UnavailableException(
                Reason.LIBRARY_MISSING,
                "the engine's classes are not on the class path or do not load: " + UnavailableException.text(failure),
                remedy,
                failure);
    }
}
