package io.inferbench.report.text;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.RunReport.Entry;
import io.inferbench.api.report.RunReport.Ranking;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.sink.NumberedTrials;
import io.inferbench.core.sink.TrialText;
import io.inferbench.core.stats.BootstrapEstimate;
import io.inferbench.core.summary.FigureRanking;
import io.inferbench.core.summary.FigureRanking.Contestant;
import io.inferbench.core.summary.ForkOrder;
import io.inferbench.core.summary.ForkSeries;
import io.inferbench.report.text.Standing.Category;
import io.inferbench.report.text.Standing.Place;
import io.inferbench.report.view.Engines;
import io.inferbench.report.view.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which engine is best for throughput, latency, efficiency and scaling, with the evidence. */
public final class ExecutiveSummary {

    private final RunReport report;
    private final NumberedTrials trials;
    private final Engines engines;
    private final ForkOrder order;
    private final List<Standing> standings = new ArrayList<>();

    /** Judges a report's trials; costs a bootstrap of rates per engine and swept parameter. */
    public ExecutiveSummary(RunReport report) {
        this.report = report;
        this.trials = new NumberedTrials(report);
        this.engines = new Engines(report);
        this.order = ForkOrder.of(report.header());
        report.rankings().stream().map(this::ranked).flatMap(Optional::stream).forEach(standings::add);
        addEfficiency();
        Scaling scaling = new Scaling(report, engines, order);
        Subject.of(report).forEach(subject -> standings.addAll(scaling.of(subject)));
    }

    private Optional<Standing> ranked(Ranking ranking) {
        return metric(ranking.metric()).map(metric -> {
            List<Place> places = new ArrayList<>();
            for (Entry entry : ranking.entries()) {
                trials.completed(entry.trialId()).ifPresent(trial -> places.add(place(entry, trial, ranking.metric())));
            }
            return new Standing(
                    metric.better() == Metric.Better.HIGHER ? Category.THROUGHPUT : Category.LATENCY,
                    subject(places, ranking.group()),
                    metric,
                    places);
        });
    }

    private Place place(Entry entry, Completed trial, String metric) {
        Optional<MetricSummary> summary = summary(trial, metric);
        return new Place(
                entry.rank(),
                engines.name(trial.trial()),
                entry.trialId(),
                entry.value(),
                summary.flatMap(MetricSummary::interval),
                trial.forks().size(),
                summary.map(MetricSummary::count).orElse(0L));
    }

    /** Returns the metric that a ranking's key means: one that a trial was summarised by, or that rankings are made of. */
    private Optional<Metric> metric(String key) {
        return Stream.concat(
                        trials.completed().stream()
                                .flatMap(trial -> trial.summaries().stream())
                                .map(MetricSummary::metric),
                        Stream.of(
                                Metrics.LATENCY,
                                Metrics.E2EL,
                                Metrics.SAMPLE_THROUGHPUT,
                                Metrics.OUTPUT_TOKEN_THROUGHPUT))
                .filter(metric -> metric.key().equals(key))
                .findFirst();
    }

    private String subject(List<Place> places, String otherwise) {
        return places.stream()
                .findFirst()
                .flatMap(place -> trials.trial(place.trialId()))
                .map(TrialText::subject)
                .orElse(otherwise);
    }

    private static Optional<MetricSummary> summary(Completed trial, String key) {
        return trial.summaries().stream()
                .filter(summary -> summary.metric().key().equals(key))
                .findFirst();
    }

    /** The groups are those of the rankings, once each. */
    private void addEfficiency() {
        Efficiency efficiency = new Efficiency(report.header());
        Map<String, Ranking> groups = new LinkedHashMap<>();
        report.rankings().forEach(ranking -> groups.putIfAbsent(ranking.group(), ranking));
        for (Ranking ranking : groups.values()) {
            Map<Metric, List<Contestant<Completed>>> byMetric = new LinkedHashMap<>();
            for (Entry entry : ranking.entries()) {
                trials.completed(entry.trialId())
                        .ifPresent(trial -> efficiency.of(trial).ifPresent(figure -> {
                            byMetric.computeIfAbsent(figure.metric(), metric -> new ArrayList<>())
                                    .add(new Contestant<>(trial, figure.estimate()));
                        }));
            }
            byMetric.forEach((metric, contestants) -> standings.add(efficiency(ranking.group(), metric, contestants)));
        }
    }

    private Standing efficiency(String group, Metric metric, List<Contestant<Completed>> contestants) {
        List<Place> places = new FigureRanking(order)
                .of(contestants, metric.better()).stream()
                        .map(ranked -> place(ranked.rank(), ranked.contestant()))
                        .toList();
        return new Standing(Category.EFFICIENCY, subject(places, group), metric, places);
    }

    private Place place(int rank, Contestant<Completed> contestant) {
        BootstrapEstimate figure = contestant.figure();
        Completed trial = contestant.subject();
        ForkSeries series = new ForkSeries(trial.forks());
        long calls = series.samples(series.headline()).stream()
                .flatMap(List::stream)
                .mapToLong(samples -> samples.length)
                .sum();
        return new Place(
                rank,
                engines.name(trial.trial()),
                trial.trial().id(),
                figure.estimate(),
                figure.forks() > 1 ? Optional.of(figure.interval()) : Optional.empty(),
                figure.forks(),
                calls);
    }

    RunReport report() {
        return report;
    }

    /** Returns the standings of a category, in the report's order. */
    public List<Standing> of(Category category) {
        return standings.stream()
                .filter(standing -> standing.category() == category)
                .toList();
    }

    /** Returns those of a category's standings in which there are two engines or more. */
    public List<Standing> contests(Category category) {
        return of(category).stream()
                .filter(standing -> standing.places().size() > 1)
                .toList();
    }

    /**
     * A figure that stands for itself.
     *
     * @param trial that has it
     * @param summary it
     */
    record Lone(Completed trial, MetricSummary summary) {}

    /** Returns the best figure where nothing can be compared; empty if trials have different metrics, or none. */
    Optional<Lone> best(Category category) {
        boolean isThroughput = category == Category.THROUGHPUT;
        if (!of(category).isEmpty() || !(isThroughput || category == Category.LATENCY)) {
            return Optional.empty();
        }
        List<Lone> all = trials.completed().stream()
                .filter(trial -> trial.verdict().status() != Verdict.Status.INVALID)
                .flatMap(trial -> (isThroughput ? TrialText.throughput(trial) : TrialText.latency(trial))
                        .map(summary -> new Lone(trial, summary)).stream())
                .toList();
        boolean oneMetric =
                all.stream().map(lone -> lone.summary().metric()).distinct().count() == 1;
        Comparator<Lone> byValue =
                Comparator.comparingDouble(lone -> lone.summary().value());
        return oneMetric ? all.stream().max(isThroughput ? byValue : byValue.reversed()) : Optional.empty();
    }

    /** Returns in how many comparisons an engine ran in one fork only, so that its restarts are not known. */
    long restingOnOneFork() {
        return standings.stream()
                .filter(standing -> standing.places().size() > 1)
                .filter(standing -> standing.places().stream().anyMatch(place -> place.forks() == 1))
                .count();
    }

    /** Returns in how many standings of a category each engine is shown to be the best. */
    Map<String, Integer> wins(Category category) {
        Map<String, Integer> wins = new LinkedHashMap<>();
        of(category)
                .forEach(standing ->
                        standing.winner().ifPresent(winner -> wins.merge(winner.engine(), 1, Integer::sum)));
        return wins;
    }
}
