package io.inferbench.core.verdict;

import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Stage;
import io.inferbench.core.run.PhaseFacts;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rules about how warm-up and measurement ended. */
final class PhaseChecks {

    private static final double PERCENT = 100;

    private PhaseChecks() {}

    static Optional<String> notSteady(Evidence evidence) {
        return each(
                        evidence,
                        fork -> Optional.ofNullable(facts(fork, Stage.WARM_UP).get(PhaseFacts.NOT_STEADY)))
                .map(found -> "warm-up reached its cap of "
                        + seconds(evidence.config().warmUp().maxTime()) + " s: " + found);
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    static Optional<String> imprecise(Evidence evidence) {
        double target = evidence.config().measurement().targetRelativeError();
        if (!(target > 0)) {
            return Optional.empty();
        }
        return each(evidence, fork -> {
                    Map<String, String> facts = facts(fork, Stage.MEASUREMENT);
                    return facts.containsKey(PhaseFacts.PRECISE)
                            ? Optional.empty()
                            : Optional.of("ended by " + facts.get(PhaseFacts.ENDED) + " with " + halfWidth(facts));
                })
                .map(found -> String.format(
                        Locale.ROOT, "the median should be known to ±%.2f %%: %s", PERCENT * target, found));
    }

    private static String halfWidth(Map<String, String> facts) {
        String width = facts.get(PhaseFacts.RELATIVE_HALF_WIDTH);
        return width == null
                ? "too few calls for an interval"
                : String.format(Locale.ROOT, "±%.2f %%", PERCENT * Double.parseDouble(width));
    }

    static Optional<String> tooFewSamples(Evidence evidence) {
        int fewest = evidence.config().measurement().minCalls();
        return each(evidence, fork -> {
                    int calls = Integer.parseInt(facts(fork, Stage.MEASUREMENT).getOrDefault(PhaseFacts.CALLS, "0"));
                    return calls >= fewest ? Optional.empty() : Optional.of(calls + " calls");
                })
                .map(found -> "at least " + fewest + " calls were asked for: " + found);
    }

    /** Asks every fork; says which one only if there are several. */
    private static Optional<String> each(Evidence evidence, Finding finding) {
        List<ForkResult> forks = evidence.forks();
        String found = forks.stream()
                .flatMap(fork ->
                        finding
                                .of(fork)
                                .map(text -> forks.size() == 1 ? text : "fork " + (fork.index() + 1) + " " + text)
                                .stream())
                .collect(Collectors.joining("; "));
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private interface Finding {

        Optional<String> of(ForkResult fork);
    }

    private static Map<String, String> facts(ForkResult fork, Stage stage) {
        return fork.phase(stage).map(phase -> phase.facts()).orElse(Map.of());
    }
}
