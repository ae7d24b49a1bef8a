package io.inferbench.core.verdict;

import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.Stage;
import io.inferbench.core.serve.LoadFacts;
import io.inferbench.core.serve.TokenCounts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rules about loads of servers; trials that served none keep them all. */
final class LoadChecks {

    /** A load of which more fails tells of another server than the one that was meant. */
    static final double MOST_FAILED = 0.1;

    /** Later starts than this are a part of the latency from the intended start, or this share of its median is. */
    static final double LATEST_NANOS = 1e6;

    static final double LATEST_SHARE = 0.02;

    /** How far the achieved rate may be from the schedule's. */
    static final double MOST_RATE_ERROR = 0.005;

    /** A true schedule seldom gives gaps less likely than this. */
    static final double LEAST_PROBABILITY = 0.01;

    /** Part of the starts that may wait for a place before the load is no longer open. */
    static final double MOST_WAITING = 0.01;

    /** Part of the starts by which the number in flight may grow within the window. */
    static final double MOST_GROWTH = 0.1;

    /** Part of the answers whose tokens may be counted differently by the server and by the tokenizer. */
    static final double MOST_DISPUTED = 0.05;

    private static final double PERCENT = 100;

    private LoadChecks() {}

    static Optional<String> serverLost(Evidence evidence) {
        return each(
                evidence,
                facts -> LoadFacts.SERVER_LOST.equals(facts.get(LoadFacts.ENDED))
                        ? Optional.of("the load was broken off after " + facts.get(LoadFacts.FAILURES)
                                + ", so many one after the other; see the log of the server")
                        : Optional.empty());
    }

    static Optional<String> tooManyFailed(Evidence evidence) {
        return each(
                evidence, facts -> failedShare(facts) > MOST_FAILED ? Optional.of(failed(facts)) : Optional.empty());
    }

    static Optional<String> someFailed(Evidence evidence) {
        return each(
                evidence,
                facts -> failedShare(facts) > 0 && failedShare(facts) <= MOST_FAILED
                        ? Optional.of(failed(facts))
                        : Optional.empty());
    }

    private static double failedShare(Map<String, String> facts) {
        return number(facts, LoadFacts.FAILED) / Math.max(1, number(facts, LoadFacts.REQUESTS));
    }

    private static String failed(Map<String, String> facts) {
        return String.format(
                Locale.ROOT,
                "%s of %s requests failed (%s); they count in no latency, limit %.0f %%",
                facts.get(LoadFacts.FAILED),
                facts.get(LoadFacts.REQUESTS),
                facts.get(LoadFacts.FAILURES),
                PERCENT * MOST_FAILED);
    }

    /** Texts of random weights are cut otherwise than they were made, so this accuses nobody. */
    static Optional<String> tokensDisputed(Evidence evidence) {
        return each(evidence, facts -> {
            double disputed = number(facts, TokenCounts.DISPUTED);
            double answers = number(facts, LoadFacts.REQUESTS) - number(facts, LoadFacts.FAILED);
            return disputed > MOST_DISPUTED * answers
                    ? Optional.of(String.format(
                            Locale.ROOT,
                            "in %.0f of %.0f answers the server counts other tokens than the tokenizer does in their text:"
                                    + " %s and %s in all; the server's count is used",
                            disputed,
                            answers,
                            facts.get(TokenCounts.SERVER),
                            facts.get(TokenCounts.TOKENIZER)))
                    : Optional.empty();
        });
    }

    static Optional<String> lateStarts(Evidence evidence) {
        double median = evidence.summaries().stream()
                .filter(summary -> summary.metric().equals(Metrics.E2EL_FROM_INTENDED))
                .mapToDouble(MetricSummary::value)
                .findFirst()
                .orElse(0);
        double limit = Math.max(LATEST_NANOS, LATEST_SHARE * median);
        return each(
                evidence,
                facts -> number(facts, LoadFacts.LATE_P99) > limit
                        ? Optional.of(String.format(
                                Locale.ROOT,
                                "1 %% of the requests left %.2f ms late or more (limit %.2f ms): this client could not keep the"
                                        + " schedule",
                                number(facts, LoadFacts.LATE_P99) * 1e-6,
                                limit * 1e-6))
                        : Optional.empty());
    }

    static Optional<String> rateMissed(Evidence evidence) {
        return each(evidence, facts -> {
            double planned = number(facts, LoadFacts.PLANNED_RATE);
            double error = planned > 0 ? number(facts, LoadFacts.ACHIEVED_RATE) / planned - 1 : 0;
            return Math.abs(error) > MOST_RATE_ERROR
                    ? Optional.of(String.format(
                            Locale.ROOT,
                            "%s requests per second were started where the schedule has %s (%+.2f %%, limit %.1f %%)",
                            facts.get(LoadFacts.ACHIEVED_RATE),
                            facts.get(LoadFacts.PLANNED_RATE),
                            PERCENT * error,
                            PERCENT * MOST_RATE_ERROR))
                    : Optional.empty();
        });
    }

    static Optional<String> arrivalsDiffer(Evidence evidence) {
        return each(
                evidence,
                facts -> facts.containsKey(LoadFacts.GAP_PROBABILITY)
                                && number(facts, LoadFacts.GAP_PROBABILITY) < LEAST_PROBABILITY
                        ? Optional.of(
                                "the gaps between starts are not those of the process asked for (Kolmogorov-Smirnov, p = "
                                        + facts.get(LoadFacts.GAP_PROBABILITY) + ", limit " + LEAST_PROBABILITY + ")")
                        : Optional.empty());
    }

    static Optional<String> placesTaken(Evidence evidence) {
        return each(evidence, facts -> {
            double share = number(facts, LoadFacts.WAITED) / Math.max(1, number(facts, LoadFacts.REQUESTS));
            return share > MOST_WAITING
                    ? Optional.of(String.format(
                            Locale.ROOT,
                            "%.1f %% of the requests waited for one of %s places (limit %.0f %%): the server decided when"
                                    + " they started, not the schedule",
                            PERCENT * share,
                            facts.get(LoadFacts.LIMIT),
                            PERCENT * MOST_WAITING))
                    : Optional.empty();
        });
    }

    static Optional<String> overloaded(Evidence evidence) {
        return each(evidence, facts -> {
            if (!facts.containsKey(LoadFacts.PLANNED_RATE)) {
                return Optional.empty();
            }
            double growth = number(facts, LoadFacts.AT_END) - number(facts, LoadFacts.AT_START);
            double share = growth / Math.max(1, number(facts, LoadFacts.REQUESTS));
            return share > MOST_GROWTH
                    ? Optional.of(String.format(
                            Locale.ROOT,
                            "requests in flight grew from %s to %s: the server did not keep up, and latencies tell how long"
                                    + " the run was",
                            facts.get(LoadFacts.AT_START),
                            facts.get(LoadFacts.AT_END)))
                    : Optional.empty();
        });
    }

    static Optional<String> loadNotHeld(Evidence evidence) {
        return each(
                evidence,
                facts -> "false".equals(facts.get(LoadFacts.FULL))
                        ? Optional.of(
                                facts.get(LoadFacts.REQUESTS) + " requests are too few to keep "
                                        + facts.getOrDefault(LoadFacts.LIMIT, "all")
                                        + " in flight for two turns: ramp and drain are in the throughput; measure more requests")
                        : Optional.empty());
    }

    static Optional<String> promptsRepeated(Evidence evidence) {
        return each(
                evidence,
                facts -> number(facts, LoadFacts.REPEATED) > 0
                        ? Optional.of(facts.get(LoadFacts.REPEATED) + " of " + facts.get(LoadFacts.REQUESTS)
                                + " requests had a prompt that was sent before, which a server with a prefix cache answers"
                                + " sooner; give the workload more requests")
                        : Optional.empty());
    }

    static Optional<String> shortAnswers(Evidence evidence) {
        return each(
                evidence,
                facts -> number(facts, LoadFacts.SHORT) > 0
                        ? Optional.of(
                                facts.get(LoadFacts.SHORT) + " of " + facts.get(LoadFacts.REQUESTS)
                                        + " answers have fewer tokens than asked for, though the end of sequence was to be ignored")
                        : Optional.empty());
    }

    private static double number(Map<String, String> facts, String name) {
        String text = facts.get(name);
        return text == null ? 0 : Double.parseDouble(text);
    }

    private interface Finding {

        Optional<String> of(Map<String, String> facts);
    }

    /** Asks every fork that served a load; says which one only if there are several. */
    private static Optional<String> each(Evidence evidence, Finding finding) {
        List<ForkResult> forks = evidence.forks();
        String found = forks.stream()
                .flatMap(fork -> loadFacts(fork)
                        .flatMap(finding::of)
                        .map(text -> forks.size() == 1 ? text : "fork " + (fork.index() + 1) + ": " + text)
                        .stream())
                .collect(Collectors.joining("; "));
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private static Optional<Map<String, String>> loadFacts(ForkResult fork) {
        return fork.phase(Stage.MEASUREMENT)
                .map(phase -> phase.facts())
                .filter(facts -> facts.containsKey(LoadFacts.REQUESTS));
    }
}
