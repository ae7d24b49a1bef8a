package io.inferbench.core.compare;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Skipped;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.summary.ForkOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two results to compare.
 *
 * @param base result of the base
 * @param candidate result of the candidate
 * @param oneRun whether both come from one run, which gave them the same requests and checked their outputs
 * @param order how their forks followed each other
 */
record TrialPair(TrialResult base, TrialResult candidate, boolean oneRun, ForkOrder order) {

    /** Facts of a fork that say what was measured; where both tell, they have to be the same. */
    private static final List<String> SUBJECT = List.of("model.sha256", "model.weights", "model.format");

    private static final String WORKLOAD = "workload.";

    /** Returns why the two cannot be compared; empty if they can. */
    Optional<String> obstacle() {
        return Stream.of(unusable("the base", base), unusable("the candidate", candidate), otherSubject())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> unusable(String side, TrialResult result) {
        if (result instanceof Failed failed) {
            return Optional.of(side + " FAILED: " + failed.cause());
        }
        if (result instanceof Skipped skipped) {
            return Optional.of(side + " was SKIPPED: " + skipped.reason());
        }
        if (result.verdict().status() == Verdict.Status.INVALID) {
            return Optional.of(side + " is INVALID: " + reasons(result));
        }
        return result instanceof Completed completed && completed.forks().isEmpty()
                ? Optional.of(side + " has no raw samples")
                : Optional.empty();
    }

    private Optional<String> otherSubject() {
        if (oneRun) {
            return Optional.empty();
        }
        Map<String, String> before = facts(base);
        Map<String, String> after = facts(candidate);
        List<String> names = new ArrayList<>(SUBJECT);
        before.keySet().stream().filter(name -> name.startsWith(WORKLOAD)).forEach(names::add);
        return names.stream()
                .filter(name -> before.containsKey(name) && after.containsKey(name))
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .map(name -> "not the same thing was measured: " + name + " is " + before.get(name)
                        + " in the base and " + after.get(name) + " in the candidate")
                .findFirst();
    }

    /** Returns what a reader should know although the two are compared. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (base.verdict().status() == Verdict.Status.SUSPECT) {
            notes.add("the base is SUSPECT: " + reasons(base));
        }
        if (candidate.verdict().status() == Verdict.Status.SUSPECT) {
            notes.add("the candidate is SUSPECT: " + reasons(candidate));
        }
        return notes;
    }

    private static String reasons(TrialResult result) {
        return String.join(
                ", ",
                result.verdict().reasons().stream()
                        .map(Verdict.Reason::code)
                        .distinct()
                        .toList());
    }

    List<ForkResult> baseForks() {
        return forks(base);
    }

    List<ForkResult> candidateForks() {
        return forks(candidate);
    }

    private static List<ForkResult> forks(TrialResult result) {
        return result instanceof Completed completed ? completed.forks() : List.of();
    }

    private static Map<String, String> facts(TrialResult result) {
        return forks(result).stream().findFirst().map(ForkResult::facts).orElse(Map.of());
    }
}
