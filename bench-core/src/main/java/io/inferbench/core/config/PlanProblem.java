package io.inferbench.core.config;

import java.util.Optional;

/**
 * One thing wrong with a plan.
 *
 * @param origin where it was written, absent for a plan made in code
 * @param path to the value, for instance {@code trials[0].parameters.batch[1]}; empty for the whole plan
 * @param message what was asked, what was found, what to do
 */
public record PlanProblem(Optional<Origin> origin, String path, String message) {

    /** Returns a problem that has not been located. */
    public static PlanProblem of(String path, String message) {
        return new PlanProblem(Optional.empty(), path, message);
    }

    /** Returns one line: place, path, message. */
    @Override
    public String toString() {
        return origin.map(place -> place + ": ").orElse("") + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
