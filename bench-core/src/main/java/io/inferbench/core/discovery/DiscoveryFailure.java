package io.inferbench.core.discovery;

import java.util.ServiceConfigurationError;

/**
 * A provider, or a registration file, that could not be used.
 *
 * @param kind what was looked for, for instance {@code backend}
 * @param explanation what happened, naming the classes
 * @param cause the first failure, as it was thrown
 */
public record DiscoveryFailure(String kind, String explanation, Throwable cause) {

    @SuppressWarnings("ReferenceEquality") // the same exception is meant, not an equal one
    static DiscoveryFailure of(String kind, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String what = failure instanceof ServiceConfigurationError
                ? String.valueOf(failure.getMessage()).replaceFirst("^[\\w.$]+: ", "")
                : failure.toString();
        return new DiscoveryFailure(kind, root == failure ? what : what + "; caused by " + root, failure);
    }

    static DiscoveryFailure refused(String kind, String explanation) {
        return new DiscoveryFailure(kind, explanation, new IllegalArgumentException(explanation));
    }

    /** Returns one line for listings and reports. */
    public String describe() {
        return kind + ": " + explanation.lines().findFirst().orElse("unknown failure");
    }
}
