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
final class NumberedTrials {

    /** The heading of a column of numbers. */
    static final String HEADING = "trial";

    private final RunReport report;
    private final Map<String, String> numbers = new LinkedHashMap<>();

    NumberedTrials(RunReport report) {
        this.report = report;
        report.results().forEach(result -> numbers.put(result.trial().id(), Integer.toString(numbers.size() + 1)));
    }

    /** Returns the number of a trial, or its id if it has no result. */
    String number(String trialId) {
        return numbers.getOrDefault(trialId, trialId);
    }

    String number(TrialResult result) {
        return number(result.trial().id());
    }

    /** Returns number and id of each. */
    List<List<String>> ids() {
        return numbers.entrySet().stream()
                .map(entry -> List.of(entry.getValue(), entry.getKey()))
                .toList();
    }

    /** Returns the trials with numbers to show. */
    List<Completed> completed() {
        return report.results().stream()
                .filter(Completed.class::isInstance)
                .map(Completed.class::cast)
                .toList();
    }

    Optional<Completed> completed(String trialId) {
        return completed().stream()
                .filter(trial -> trial.trial().id().equals(trialId))
                .findFirst();
    }

    Optional<Trial> trial(String trialId) {
        return report.results().stream()
                .map(TrialResult::trial)
                .filter(trial -> trial.id().equals(trialId))
                .findFirst();
    }
}
