package io.inferbench.core.run;

import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.Stage;

/** Told how a fork comes along, on the fork's own thread and never inside a timed region. */
public interface ForkListener {

    /** Ignores everything. */
    ForkListener NONE = new ForkListener() {};

    /** Takes the start of a phase. */
    default void phaseStarted(Stage stage) {}

    /**
     * Takes news of a running phase, a few times a second at most.
     *
     * @param detail a few words
     */
    default void progressed(Stage stage, String detail) {}

    /** Takes the end of a phase that did not fail. */
    default void phaseFinished(PhaseResult phase) {}
}
