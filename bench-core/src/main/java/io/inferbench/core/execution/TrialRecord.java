package io.inferbench.core.execution;

import io.inferbench.api.Precision;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.Parameters;
import io.inferbench.api.report.Skipped;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.TrialResult;
import io.inferbench.core.agreement.Agreements;
import io.inferbench.core.ceiling.CeilingTable;
import io.inferbench.core.ceiling.HardwareLimit;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.plan.PlannedTrial;
import io.inferbench.core.run.ForkOutcome;
import io.inferbench.core.summary.TrialSummaries;
import io.inferbench.core.verdict.Evidence;
import io.inferbench.core.verdict.VerdictRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One trial while its forks come in. */
final class TrialRecord {

    private final PlannedTrial planned;
    private final BenchmarkConfig config;
    private final Map<String, Map<String, String>> environment;
    private final List<ForkResult> forks = new ArrayList<>();
    private Optional<ForkOutcome.Broken> broken = Optional.empty();

    /**
     * Starts without forks.
     *
     * @param environment of the run: forks keep what is not the same
     */
    TrialRecord(PlannedTrial planned, BenchmarkConfig config, Map<String, Map<String, String>> environment) {
        this.environment = environment;
        this.planned = planned;
        this.config = config;
    }

    void add(ForkOutcome outcome) {
        if (outcome instanceof ForkOutcome.Finished finished) {
            forks.add(withOwnEnvironment(finished.result()));
        } else if (outcome instanceof ForkOutcome.Broken failed) {
            broken = Optional.of(failed);
        }
    }

    private ForkResult withOwnEnvironment(ForkResult fork) {
        Map<String, String> own = new TreeMap<>(fork.environment());
        environment.forEach(
                (section, facts) -> facts.forEach((name, value) -> own.remove(section + "." + name, value)));
        return new ForkResult(
                fork.index(),
                fork.isolated(),
                fork.devices(),
                fork.facts(),
                fork.phases(),
                fork.tables(),
                fork.agreement(),
                fork.interference(),
                own);
    }

    /** Returns whether no fork has ended yet. */
    boolean isFresh() {
        return forks.isEmpty() && broken.isEmpty();
    }

    /** Returns whether another fork could change nothing: it is skipped, or broken, or all forks are in. */
    boolean isOver() {
        return planned.unavailable().isPresent()
                || broken.isPresent()
                || forks.size() == config.execution().forks();
    }

    /** Returns the result; empty while forks are missing. Computes the figures: up to a second of work. */
    Optional<TrialResult> result() {
        if (planned.unavailable().isPresent()) {
            PlannedTrial.Unrunnable why = planned.unavailable().get();
            return Optional.of(new Skipped(planned.trial(), why.reason(), why.remedy()));
        }
        if (broken.isPresent()) {
            ForkOutcome.Broken failed = broken.get();
            return Optional.of(new Failed(
                    planned.trial(), failed.stage(), failed.cause(), failed.details(), failed.logTail(), forks));
        }
        return isOver() ? Optional.of(judged()) : Optional.empty();
    }

    /** A fault of ours in one trial's figures costs that trial, not the run. */
    private TrialResult judged() {
        try {
            return completed();
        } catch (RuntimeException fault) {
            ForkOutcome.Broken description = ForkOutcome.Broken.of(Stage.CLOSE, fault);
            return new Failed(
                    planned.trial(),
                    Stage.CLOSE,
                    "the forks ended well, and the harness failed to sum them up: " + description.cause(),
                    description.details(),
                    List.of(),
                    forks);
        }
    }

    private HardwareLimit limit() {
        return new HardwareLimit(CeilingTable.of(config.ceilings()));
    }

    private Precision precision() {
        return planned.trial()
                .parameter(Parameters.PRECISION)
                .map(Precision::parse)
                .orElse(Precision.FP32);
    }

    private Completed completed() {
        TrialSummaries summaries = new TrialSummaries(config);
        List<MetricSummary> figures = summaries.of(forks);
        Agreement agreement =
                Agreements.combined(forks.stream().map(ForkResult::agreement).toList());
        return new Completed(
                planned.trial(),
                VerdictRules.judge(new Evidence(config, forks, figures, agreement)),
                figures,
                agreement,
                limit().of(precision(), forks, figures),
                forks);
    }
}
