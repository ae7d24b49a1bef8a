package io.inferbench.core.compare;

import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.Trial;
import java.util.List;

/**
 * What a comparison found.
 *
 * @param base header of the base's run
 * @param candidate header of the candidate's run; the same if two backends of one run are compared
 * @param margin largest change that does not matter, as a fraction
 * @param confidence that in a comparison without any difference nothing is called faster or slower
 * @param confidenceEach of each single interval
 * @param environment facts that the two runs do not share
 * @param trials one per pair, in the base's order
 * @param onlyBase trials that the candidate lacks
 * @param onlyCandidate trials that the base lacks
 */
public record ComparisonReport(
        RunHeader base,
        RunHeader candidate,
        double margin,
        double confidence,
        double confidenceEach,
        List<EnvironmentDifference> environment,
        List<TrialComparison> trials,
        List<Trial> onlyBase,
        List<Trial> onlyCandidate) {

    /** What all trials together come to. */
    public enum Outcome {
        /** Every trial is equivalent or faster. */
        NOT_SLOWER,
        /** At least one trial is slower. */
        SLOWER,
        /** None is shown to be slower, but of at least one it cannot be told, or it cannot be compared. */
        UNDECIDED
    }

    /** Copies the lists. */
    public ComparisonReport {
        environment = List.copyOf(environment);
        trials = List.copyOf(trials);
        onlyBase = List.copyOf(onlyBase);
        onlyCandidate = List.copyOf(onlyCandidate);
    }

    /** Returns what all trials together come to; a trial that only the base has leaves it undecided. */
    public Outcome outcome() {
        if (count(Finding.SLOWER) > 0) {
            return Outcome.SLOWER;
        }
        boolean decided = !trials.isEmpty()
                && onlyBase.isEmpty()
                && count(Finding.CANNOT_TELL) + count(Finding.NOT_COMPARABLE) == 0;
        return decided ? Outcome.NOT_SLOWER : Outcome.UNDECIDED;
    }

    /** Returns how many trials came to a finding. */
    public long count(Finding finding) {
        return trials.stream().filter(trial -> trial.finding() == finding).count();
    }

    /** Returns whether both runs were made on the same kind of machine, as far as they tell. */
    public boolean isSameMachine() {
        return environment.stream().noneMatch(EnvironmentDifference::ofMachine);
    }

    /** Returns whether two backends of one run are compared. */
    public boolean isOneRun() {
        return base.runId().equals(candidate.runId());
    }
}
