package io.inferbench.api.metric;

import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import java.nio.file.Path;
import java.util.List;

/**
 * Receives the events of one run, in order, one at a time, never inside a timed region.
 *
 * <p>A sink that throws is reported and does not fail the run (S-03). A file appears under its final name only when it is
 * whole (S-05).
 */
public interface SinkSession extends AutoCloseable {

    /** Takes the plan before the first trial. */
    default void runStarted(RunHeader header) throws SinkException {}

    /** Takes the start of a trial. */
    default void trialStarted(Trial trial) throws SinkException {}

    /** Takes news of the running trial, at most a few times a second. */
    default void progressed(Progress progress) throws SinkException {}

    /** Takes a finished, skipped or failed trial. */
    default void trialFinished(TrialResult result) throws SinkException {}

    /** Takes the whole report; not called when the run was aborted (S-02). */
    default void runFinished(RunReport report) throws SinkException {}

    /** Returns the files written so far, for the end of the run to name. */
    default List<Path> files() {
        return List.of();
    }

    /** Frees everything; also called after an aborted run. */
    @Override
    void close() throws SinkException;
}
