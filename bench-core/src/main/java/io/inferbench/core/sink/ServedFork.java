package io.inferbench.core.sink;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.core.load.Objectives;
import io.inferbench.core.serve.LoadWindow;
import io.inferbench.core.serve.RequestRecord;
import io.inferbench.core.serve.RequestTables;
import io.inferbench.core.serve.ServedFigures;
import io.inferbench.core.serve.peer.PeerRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One fork of a served trial, for files that know one run of one load.
 *
 * @param report the whole run
 * @param trial what was measured
 * @param verdict its status, in words
 * @param fork the process
 * @param measured its requests that count, at least one
 */
record ServedFork(RunReport report, Trial trial, String verdict, ForkResult fork, List<RequestRecord> measured) {

    /** Returns every fork of a run that served a load. */
    static List<ServedFork> of(RunReport report) {
        List<ServedFork> forks = new ArrayList<>();
        for (TrialResult result : report.results()) {
            if (result instanceof Completed completed) {
                for (ForkResult fork : completed.forks()) {
                    measured(fork)
                            .filter(records -> !records.isEmpty())
                            .ifPresent(records -> forks.add(new ServedFork(
                                    report,
                                    completed.trial(),
                                    completed.verdict().status().name(),
                                    fork,
                                    records)));
                }
            }
        }
        return forks;
    }

    private static Optional<List<RequestRecord>> measured(ForkResult fork) {
        Optional<List<RequestRecord>> records = RequestTables.read(fork);
        Optional<LoadWindow> window = LoadWindow.measurement(fork);
        return records.isPresent() && window.isPresent()
                ? Optional.of(new ServedFigures(records.get(), window.get()).measured())
                : Optional.empty();
    }

    PeerRun run() {
        return PeerRun.of(measured);
    }

    /** Returns the plan's objectives; the effective plan in the report has them as text. */
    Objectives objectives() {
        return report.header().plan().get("load") instanceof Map<?, ?> load
                        && load.get("objectives") instanceof Map<?, ?> limits
                ? ServedObjectives.parse(limits)
                : Objectives.NONE;
    }
}
