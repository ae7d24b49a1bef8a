package io.inferbench.api.report;

import java.util.List;

/**
 * A trial that broke.
 *
 * @param trial what was to be measured
 * @param stage how far it had come
 * @param cause one line: the exception, the exit code, the signal or the time limit
 * @param details the stack or further lines, outermost first; may be empty
 * @param logTail the last lines the fork wrote; empty if it ran in process
 * @param forks forks that had come to their end before
 */
public record Failed(
        Trial trial, Stage stage, String cause, List<String> details, List<String> logTail, List<ForkResult> forks)
        implements TrialResult {

    /** Copies the lists. */
    public Failed {
        details = List.copyOf(details);
        logTail = List.copyOf(logTail);
        forks = List.copyOf(forks);
    }

    @Override
    public Verdict verdict() {
        return Verdict.invalid("failed", stage.phaseName() + ": " + cause);
    }
}
