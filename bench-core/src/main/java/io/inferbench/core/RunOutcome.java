package io.inferbench.core;

import io.inferbench.api.report.RunReport;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run came to.
 *
 * @param report everything found; INTERRUPTED if the run was stopped
 * @param directory where everything about the run is
 * @param files that sinks wrote
 * @param sinkFailures what sinks could not do, one sentence each; empty if all is written
 */
public record RunOutcome(RunReport report, Path directory, List<Path> files, List<String> sinkFailures) {

    /** Copies the lists. */
    public RunOutcome {
        files = List.copyOf(files);
        sinkFailures = List.copyOf(sinkFailures);
    }
}
