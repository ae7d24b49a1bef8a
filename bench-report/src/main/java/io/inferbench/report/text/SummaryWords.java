package io.inferbench.report.text;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.report.Interval;
import io.inferbench.core.sink.Figures;
import io.inferbench.core.sink.TrialText;
import io.inferbench.report.text.Standing.Category;
import io.inferbench.report.text.Standing.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the summaries say of standings, in words. */
public final class SummaryWords {

    private SummaryWords() {}

    /** Returns the answer of a category in one line, without its name. */
    public static String answer(ExecutiveSummary summary, Category category) {
        List<Standing> all = summary.of(category);
        if (all.isEmpty()) {
            return nothing(category)
                    + summary.best(category)
                            .map(best -> "; " + alone(category, best))
                            .orElse("");
        }
        List<Standing> contests = summary.contests(category);
        if (contests.isEmpty()) {
            return "nothing to compare: only one engine has it";
        }
        Map<String, Long> counts = contests.stream()
                .collect(Collectors.groupingBy(SummaryWords::ahead, LinkedHashMap::new, Collectors.counting()));
        if (contests.size() == 1) {
            return counts.keySet().iterator().next();
        }
        return counts.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .map(entry -> entry.getKey() + " in " + entry.getValue())
                        .collect(Collectors.joining("; "))
                + " of " + contests.size() + " comparisons";
    }

    /** Who is ahead: the best, or those between which no difference is shown. */
    private static String ahead(Standing standing) {
        return standing.winner()
                .map(Place::engine)
                .orElseGet(() -> "no difference shown between "
                        + listed(standing.leaders().stream()
                                .map(Place::engine)
                                .sorted()
                                .toList()));
    }

    private static String listed(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    private static String alone(Category category, ExecutiveSummary.Lone best) {
        Metric metric = best.summary().metric();
        return (category == Category.THROUGHPUT ? "highest " : "lowest ")
                + value(metric, best.summary().value())
                + best.summary()
                        .interval()
                        .map(interval -> " (" + range(metric, interval) + ")")
                        .orElse("")
                + ", " + TrialText.line(best.trial().trial());
    }

    private static String nothing(Category category) {
        return switch (category) {
            case THROUGHPUT, LATENCY -> "nothing to compare: no two engines did the same work";
            case EFFICIENCY ->
                "not measured: it takes readings of power or of processor time, and two engines that did"
                        + " the same work";
            case SCALING -> "not measured: no parameter with numbers was swept";
        };
    }

    /** Returns a standing in one line: the best, the next, or those between which no difference is shown. */
    public static String line(Standing standing) {
        List<Place> leaders = standing.leaders();
        if (standing.places().size() == 1) {
            return place(standing, standing.places().get(0)) + " (no other engine)";
        }
        if (leaders.size() > 1) {
            return "no difference shown: "
                    + leaders.stream().map(place -> place(standing, place)).collect(Collectors.joining(", "))
                    + (leaders.size() < standing.places().size()
                            ? "; behind them " + rest(standing, leaders.size())
                            : "");
        }
        return place(standing, leaders.get(0)) + "; behind it " + rest(standing, 1);
    }

    private static String rest(Standing standing, int from) {
        double best = standing.places().get(0).value();
        return standing.places().subList(from, standing.places().size()).stream()
                .map(place -> place(standing, place)
                        + (best > 0 ? String.format(Locale.ROOT, ", %.2f×", place.value() / best) : ""))
                .collect(Collectors.joining("; "));
    }

    /** Returns an engine with its value and interval. */
    static String place(Standing standing, Place place) {
        return place.engine() + " " + value(standing.metric(), place.value())
                + place.interval()
                        .map(interval -> " (" + range(standing.metric(), interval) + ")")
                        .orElse(" (no interval)");
    }

    /** Returns an interval's ends with their unit. */
    public static String range(Metric metric, Interval interval) {
        return value(metric, interval.low()) + " to " + value(metric, interval.high());
    }

    /** Returns a value with its unit. */
    public static String value(Metric metric, double value) {
        if (metric.equals(Scaling.FACTOR)) {
            return Figures.plain(value) + "×";
        }
        if (metric.equals(Efficiency.PER_JOULE)) {
            return Figures.plain(value) + " /J";
        }
        return metric.equals(Efficiency.PER_PROCESSOR_SECOND)
                ? Figures.plain(value) + " per processor second"
                : Figures.of(value, metric.unit());
    }

    /** Returns on how much a standing rests. */
    public static String evidence(Standing standing) {
        return standing.places().stream()
                .map(place -> place.engine() + " " + place.samples() + " samples in " + place.forks()
                        + (place.forks() == 1 ? " fork" : " forks"))
                .collect(Collectors.joining(", "));
    }

    /** Returns what single forks leave open; empty if every comparison rests on more. */
    public static Optional<String> restingOnOneFork(ExecutiveSummary summary) {
        long single = summary.restingOnOneFork();
        return single == 0
                ? Optional.empty()
                : Optional.of("Of one fork an engine's interval does not hold what a restart changes: so it is in "
                        + single + (single == 1 ? " comparison." : " comparisons."));
    }
}
