package io.inferbench.api.report;

/** What became of one trial. Closed: the harness produces every one. */
public sealed interface TrialResult permits Completed, Skipped, Failed {

    /** Returns what was to be measured. */
    Trial trial();

    /** Returns whether to believe it. */
    Verdict verdict();
}
