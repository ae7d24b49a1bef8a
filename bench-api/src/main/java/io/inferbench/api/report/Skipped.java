package io.inferbench.api.report;

/**
 * A trial that could not run here and that the plan allowed to be left out.
 *
 * @param trial what was to be measured
 * @param reason what was looked for and what was found
 * @param remedy what to install, set or start
 */
public record Skipped(Trial trial, String reason, String remedy) implements TrialResult {

    @Override
    public Verdict verdict() {
        return Verdict.invalid("skipped", reason);
    }
}
