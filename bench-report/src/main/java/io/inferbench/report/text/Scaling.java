package io.inferbench.report.text;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.metric.Unit;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Parameters;
import io.inferbench.api.report.RunReport;
import io.inferbench.core.sink.CsvLines;
import io.inferbench.core.stats.BootstrapEstimate;
import io.inferbench.core.stats.RateSeries;
import io.inferbench.core.stats.RatioEstimate;
import io.inferbench.core.stats.TwoLevelBootstrap;
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

/** How throughput grows from the smallest to the largest value of a swept parameter, engine by engine. */
final class Scaling {

    static final Metric FACTOR = new Metric("throughput_growth", Unit.RATIO, Metric.Better.HIGHER);

    private final Engines engines;
    private final ForkOrder order;
    private final TwoLevelBootstrap bootstrap;

    Scaling(RunReport report, Engines engines, ForkOrder order) {
        this.engines = engines;
        this.order = order;
        this.bootstrap = TwoLevelBootstrap.seeded(report.header().seed());
    }

    /** Returns one standing per parameter and setting of the others. */
    List<Standing> of(Subject subject) {
        List<Standing> standings = new ArrayList<>();
        for (String parameter : subject.sweeps()) {
            Map<String, List<Completed>> byCell = new LinkedHashMap<>();
            for (Completed trial : subject.usable()) {
                if (Subject.number(trial, parameter).isEmpty()) {
                    continue;
                }
                byCell.computeIfAbsent(subject.cellWithout(trial.trial(), parameter), cell -> new ArrayList<>())
                        .add(trial);
            }
            byCell.forEach(
                    (cell, trials) -> standing(subject, parameter, cell, trials).ifPresent(standings::add));
        }
        return standings;
    }

    private Optional<Standing> standing(Subject subject, String parameter, String cell, List<Completed> trials) {
        double from = trials.stream()
                .mapToDouble(trial -> value(trial, parameter))
                .min()
                .orElse(0);
        double to = trials.stream()
                .mapToDouble(trial -> value(trial, parameter))
                .max()
                .orElse(0);
        if (from >= to) {
            return Optional.empty();
        }
        Map<String, List<Completed>> byEngine = new LinkedHashMap<>();
        trials.stream()
                .sorted(Comparator.comparingDouble(trial -> value(trial, parameter)))
                .forEach(trial -> byEngine.computeIfAbsent(engines.name(trial.trial()), engine -> new ArrayList<>())
                        .add(trial));
        List<Place> places = new ArrayList<>();
        byEngine.forEach((engine, own) -> {
            Completed first = own.get(0);
            Completed last = own.get(own.size() - 1);
            if (value(first, parameter) == from && value(last, parameter) == to) {
                place(engine, parameter, first, last).ifPresent(places::add);
            }
        });
        String name = subject.title() + (cell.isEmpty() ? "" : " · " + cell) + " · " + parameter + " "
                + CsvLines.number(from) + " to " + CsvLines.number(to);
        return places.isEmpty()
                ? Optional.empty()
                : Optional.of(new Standing(Category.SCALING, name, FACTOR, IntervalRanking.largestFirst(places)));
    }

    private Optional<Place> place(String engine, String parameter, Completed first, Completed last) {
        Optional<List<RateSeries>> before = rates(first, parameter);
        Optional<List<RateSeries>> after = rates(last, parameter);
        if (before.isEmpty() || after.isEmpty()) {
            return Optional.empty();
        }
        BootstrapEstimate small = bootstrap.rate(before.get());
        BootstrapEstimate large = bootstrap.rate(after.get());
        if (!small.isPositive() || !large.isPositive()) {
            return Optional.empty();
        }
        RatioEstimate factor = order.ratio(large, small);
        return Optional.of(new Place(
                1,
                engine,
                last.trial().id(),
                factor.estimate(),
                factor.forks() > 1 ? Optional.of(factor.interval()) : Optional.empty(),
                factor.forks(),
                windows(before.get()) + windows(after.get())));
    }

    private static long windows(List<RateSeries> forks) {
        return forks.stream().mapToLong(RateSeries::size).sum();
    }

    /** Longer sequences hold more tokens, so that samples a second would only fall. */
    private static Optional<List<RateSeries>> rates(Completed trial, String parameter) {
        ForkSeries series = new ForkSeries(trial.forks());
        return series.rates(Metrics.OUTPUT_TOKEN_THROUGHPUT)
                .or(() -> series.rates(
                        parameter.equals(Parameters.SEQUENCE_LENGTH)
                                ? Metrics.TOKEN_THROUGHPUT
                                : Metrics.SAMPLE_THROUGHPUT));
    }

    private static double value(Completed trial, String parameter) {
        return Subject.number(trial, parameter).orElseThrow();
    }
}
