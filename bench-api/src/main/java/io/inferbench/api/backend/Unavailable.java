package io.inferbench.api.backend;

import java.util.Optional;

/**
 * The backend cannot run here.
 *
 * @param reason the class of trouble
 * @param explanation what was looked for and what was found
 * @param remedy what to install, set or start, named exactly
 * @param cause the failure underneath, if there was one
 */
public record Unavailable(Reason reason, String explanation, String remedy, Optional<Throwable> cause)
        implements Availability {

    /** Classes of trouble. */
    public enum Reason {
        /** A jar or native library is not there. */
        LIBRARY_MISSING,
        /** A library is there and does not fit: version, platform, driver. */
        LIBRARY_INCOMPATIBLE,
        /** The libraries load and no device of the wanted kind is there. */
        NO_DEVICE,
        /** A server does not answer. */
        ENDPOINT_UNREACHABLE,
        /** An option makes it impossible. */
        MISCONFIGURED,
        /** The provider broke its contract: it threw or did not answer. */
        PROVIDER_FAILURE
    }

    /** Returns an answer without an underlying failure. */
    public static Unavailable of(Reason reason, String explanation, String remedy) {
        return new Unavailable(reason, explanation, remedy, Optional.empty());
    }
}
