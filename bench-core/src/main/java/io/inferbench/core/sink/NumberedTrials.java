package io.inferbench.core.sink;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The trials of a report by short numbers, for tables that would drown in their ids. */
public final class NumberedTrials {

    /** The heading of a column of numbers. */
    public static final String HEADING = "trial";

    private final RunReport report;
    private final Map<String, String> numbers = new LinkedHashMap<>();

    /** Numbers the results from 1, in the report's order. */
    public NumberedTrials(RunReport report) {
        this.report = report;
        report.results().forEach(result -> numbers.put(result.trial().id(), Integer.toString(numbers.size() + 1)));
    }

    /** Returns the number of a trial, or its id if it has no result. */
    public String number(String trialId) {
        return numbers.getOrDefault(trialId, trialId);
    }

    /** Returns the number of a trial. */
    public String number(TrialResult result) {
        return number(result.trial().id());
    }

    /** Returns number and id of each. */
    public List<List<String>> ids() {
        return numbers.entrySet().stream()
                .map(entry -> List.of(entry.getValue(), entry.getKey()))
                .toList();
    }

    /** Returns the trials with numbers to show. */
    public List<Completed> completed() {
        return report.results().stream()
                .filter(Completed.class::isInstance)
                .map(Completed.class::cast)
                .toList();
    }

    /** Returns the trial of that id if it came to its end. */
    public Optional<Completed> completed(String trialId) {
        return completed().stream()
                .filter(trial -> trial.trial().id().equals(trialId))
                .findFirst();
    }

    /** Returns what was to be measured under that id, whatever became of it. */
    public Optional<Trial> trial(String trialId) {
        return report.results().stream()
                .map(TrialResult::trial)
                .filter(trial -> trial.id().equals(trialId))
                .findFirst();
    }
}
