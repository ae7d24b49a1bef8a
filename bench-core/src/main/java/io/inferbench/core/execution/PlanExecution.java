package io.inferbench.core.execution;

import io.inferbench.api.metric.Progress;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.TrialResult;
import io.inferbench.core.agreement.AgreementTask;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.journal.InterruptedRun;
import io.inferbench.core.journal.Journal;
import io.inferbench.core.journal.RunFolder;
import io.inferbench.core.plan.BenchmarkPlan;
import io.inferbench.core.plan.BenchmarkPlan.ForkSlot;
import io.inferbench.core.plan.PlannedTrial;
import io.inferbench.core.run.ForkAssignment;
import io.inferbench.core.run.ForkAssignment.Purpose;
import io.inferbench.core.run.ForkListener;
import io.inferbench.core.run.ForkOutcome;
import io.inferbench.core.run.ForkRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the forks of a plan in the order of its schedule, keeps each outcome, and tells the sinks. */
public final class PlanExecution {

    private final BenchmarkPlan plan;
    private final RunFolder folder;
    private final ForkRunner runner;
    private final boolean watched;
    private final Journal journal;
    private final RunSinks sinks;
    private final References references;
    private final List<TrialRecord> records;
    private final List<Optional<TrialResult>> results;
    private final long startedNanos = System.nanoTime();
    private ForkSlot running = new ForkSlot(0, 0);

    /** Takes everything open; closes nothing. */
    public PlanExecution(BenchmarkPlan plan, RunSetting setting, ForkRunner runner, Journal journal, RunSinks sinks) {
        this.plan = plan;
        this.folder = setting.folder();
        this.watched = setting.watched();
        this.runner = runner;
        this.journal = journal;
        this.sinks = sinks;
        this.references = new References(plan, folder.agreement(), this::runReference);
        this.records = plan.trials().stream()
                .map(trial ->
                        new TrialRecord(trial, plan.config(), setting.header().environment()))
                .toList();
        this.results = new ArrayList<>();
        records.forEach(record -> results.add(Optional.empty()));
    }

    /**
     * Runs what has not run yet.
     *
     * @param earlier the run that is finished here; empty for a new one
     * @throws InterruptedException if this thread was interrupted: {@link #results} then has what came to an end
     * @throws IOException if the journal cannot be written; going on could lose what is measured
     */
    public void run(Optional<InterruptedRun> earlier) throws InterruptedException, IOException {
        for (int trial = 0; trial < records.size(); trial++) {
            if (records.get(trial).isOver()) {
                finish(trial);
            }
        }
        for (ForkSlot slot : plan.schedule()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("asked to stop between two forks");
            }
            TrialRecord record = records.get(slot.trial());
            if (record.isOver()) {
                continue;
            }
            PlannedTrial trial = plan.trials().get(slot.trial());
            if (record.isFresh()) {
                sinks.trialStarted(trial.trial());
            }
            Optional<ForkOutcome> known =
                    earlier.flatMap(run -> run.outcome(trial.trial().id(), slot.fork()));
            ForkOutcome outcome = known.isPresent() ? known.get() : runFork(slot, trial);
            references.forkEnded(trial, outcome);
            record.add(outcome);
            if (record.isOver()) {
                finish(slot.trial());
            }
        }
    }

    private ForkOutcome runFork(ForkSlot slot, PlannedTrial trial) throws InterruptedException, IOException {
        running = slot;
        ForkAssignment assignment = assignment(
                trial, slot.fork(), Purpose.MEASURE, references.task(trial), folder.fork(slot.trial(), slot.fork()));
        ForkOutcome outcome = runner.run(assignment, new Reporter(slot, ""));
        journal.forkEnded(trial.trial().id(), slot.fork(), outcome);
        return outcome;
    }

    private ForkOutcome runReference(PlannedTrial reference, AgreementTask task) throws InterruptedException {
        Path own = folder.reference(task.file().orElseThrow());
        return runner.run(assignment(reference, 0, Purpose.REFERENCE, task, own), new Reporter(running, "reference "));
    }

    private ForkAssignment assignment(
            PlannedTrial trial, int fork, Purpose purpose, AgreementTask task, Path workDirectory) {
        BenchmarkConfig config = plan.config();
        return new ForkAssignment(
                trial,
                fork,
                purpose,
                config.seed(),
                config.warmUp(),
                config.measurement(),
                config.load(),
                task,
                watched,
                workDirectory,
                config.cacheDirectory().toAbsolutePath());
    }

    private void finish(int trial) {
        Optional<TrialResult> result = records.get(trial).result();
        results.set(trial, result);
        result.ifPresent(sinks::trialFinished);
    }

    /** Returns the results so far, in the plan's order. */
    public List<TrialResult> results() {
        return results.stream().flatMap(Optional::stream).toList();
    }

    /** Returns whether every trial has a result. */
    public boolean isFinished() {
        return results.stream().allMatch(Optional::isPresent);
    }

    /** Passes the news of one fork on to the sinks. */
    private final class Reporter implements ForkListener {

        private final ForkSlot slot;
        private final String prefix;

        Reporter(ForkSlot slot, String prefix) {
            this.slot = slot;
            this.prefix = prefix;
        }

        @Override
        public void phaseStarted(Stage stage) {
            progressed(stage, "");
        }

        @Override
        public void progressed(Stage stage, String detail) {
            sinks.progressed(new Progress(
                    plan.trials().get(slot.trial()).trial().id(),
                    slot.trial() + 1,
                    plan.trials().size(),
                    slot.fork() + 1,
                    plan.config().execution().forks(),
                    prefix + stage.phaseName(),
                    detail,
                    System.nanoTime() - startedNanos));
        }
    }
}
