package io.inferbench.core.compare;

import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.core.summary.ForkOrder;
import io.inferbench.core.summary.Rankings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which results stand beside which.
 *
 * @param pairs to compare
 * @param onlyBase trials that the candidate lacks
 * @param onlyCandidate trials that the base lacks
 */
record Pairing(List<TrialPair> pairs, List<Trial> onlyBase, List<Trial> onlyCandidate) {

    /** The same cells of two runs. */
    static Pairing ofRuns(RunReport base, RunReport candidate) {
        Map<String, TrialResult> before = byId(base);
        Map<String, TrialResult> after = byId(candidate);
        List<TrialPair> pairs = new ArrayList<>();
        List<Trial> onlyBase = new ArrayList<>();
        before.forEach((id, result) -> {
            if (after.containsKey(id)) {
                pairs.add(new TrialPair(result, after.get(id), false, ForkOrder.APART));
            } else {
                onlyBase.add(result.trial());
            }
        });
        List<Trial> onlyCandidate = after.values().stream()
                .map(TrialResult::trial)
                .filter(trial -> !before.containsKey(trial.id()))
                .toList();
        return new Pairing(pairs, onlyBase, onlyCandidate);
    }

    /**
     * Each trial of one run beside the one of a backend that did the same work.
     *
     * @throws IllegalArgumentException if the run has no such backend, or two trials of it did the same work
     */
    static Pairing inRun(RunReport report, String baseline) {
        Map<String, TrialResult> baselines = new LinkedHashMap<>();
        Set<String> backends = new LinkedHashSet<>();
        for (TrialResult result : report.results()) {
            backends.add(result.trial().backend());
            if (result.trial().backend().equals(baseline)) {
                TrialResult other = baselines.put(Rankings.group(result.trial()), result);
                if (other != null) {
                    throw new IllegalArgumentException("backend '" + baseline + "' has two trials of the same work, "
                            + other.trial().id() + " and " + result.trial().id()
                            + "; compare with a backend that has one");
                }
            }
        }
        if (baselines.isEmpty()) {
            throw new IllegalArgumentException(
                    "the run has no trial of backend '" + baseline + "'; it has " + String.join(", ", backends));
        }
        ForkOrder order = ForkOrder.of(report.header());
        List<TrialPair> pairs = new ArrayList<>();
        List<Trial> alone = new ArrayList<>();
        for (TrialResult result : report.results()) {
            TrialResult base = baselines.get(Rankings.group(result.trial()));
            if (base == null) {
                alone.add(result.trial());
            } else if (!result.trial().backend().equals(baseline)) {
                pairs.add(new TrialPair(base, result, true, order));
            }
        }
        return new Pairing(pairs, List.of(), alone);
    }

    private static Map<String, TrialResult> byId(RunReport report) {
        Map<String, TrialResult> results = new LinkedHashMap<>();
        report.results().forEach(result -> results.put(result.trial().id(), result));
        return results;
    }
}
