package io.inferbench.core.summary;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.RunReport.Entry;
import io.inferbench.api.report.RunReport.Ranking;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.stats.TwoLevelBootstrap;
import io.inferbench.core.summary.FigureRanking.Contestant;
import io.inferbench.core.summary.FigureRanking.Ranked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Puts comparable trials in order: same model, workload and parameters, whatever the backend and its options. */
public final class Rankings {

    private static final String BACKEND_PREFIX = "backend.";

    private final TwoLevelBootstrap bootstrap;
    private final FigureRanking order;

    /** Takes seed, confidence and order of forks of the plan. */
    public Rankings(BenchmarkConfig config) {
        this(config.seed(), config.measurement().confidence(), ForkOrder.of(config));
    }

    /** Takes the seed of resampling, the confidence that a difference is one, and how the trials' forks followed. */
    public Rankings(long seed, double confidence, ForkOrder order) {
        this.bootstrap = TwoLevelBootstrap.seeded(seed).withConfidence(confidence);
        this.order = new FigureRanking(order);
    }

    /** Returns a ranking per group of two or more and metric: the latency, then the throughput. */
    public List<Ranking> of(List<TrialResult> results) {
        Map<String, List<Completed>> groups = new LinkedHashMap<>();
        for (TrialResult result : results) {
            if (result instanceof Completed completed && completed.verdict().status() != Verdict.Status.INVALID) {
                groups.computeIfAbsent(group(completed.trial()), name -> new ArrayList<>())
                        .add(completed);
            }
        }
        List<Ranking> rankings = new ArrayList<>();
        groups.forEach((group, trials) -> {
            latency(group, trials).ifPresent(rankings::add);
            throughput(group, trials).ifPresent(rankings::add);
        });
        return rankings;
    }

    /** Returns what a trial has in common with those it may be compared with: all but the backend and its options. */
    public static String group(Trial trial) {
        String parameters = trial.parameters().entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith(BACKEND_PREFIX))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
        return trial.model() + options(trial.modelOptions()) + "/" + trial.workload() + options(trial.workloadOptions())
                + (parameters.isEmpty() ? "" : "/" + parameters);
    }

    private static String options(Map<String, String> options) {
        return options.isEmpty() ? "" : options.toString();
    }

    private Optional<Ranking> latency(String group, List<Completed> trials) {
        Metric metric = new ForkSeries(trials.get(0).forks()).headline();
        List<Contestant<Completed>> contestants = new ArrayList<>();
        for (Completed trial : trials) {
            new ForkSeries(trial.forks())
                    .samples(metric)
                    .map(bootstrap::median)
                    .ifPresent(estimate -> contestants.add(new Contestant<>(trial, estimate)));
        }
        return ranking(group, metric, contestants);
    }

    private Optional<Ranking> throughput(String group, List<Completed> trials) {
        boolean generating = new ForkSeries(trials.get(0).forks())
                .rates(Metrics.OUTPUT_TOKEN_THROUGHPUT)
                .isPresent();
        Metric metric = generating ? Metrics.OUTPUT_TOKEN_THROUGHPUT : Metrics.SAMPLE_THROUGHPUT;
        List<Contestant<Completed>> contestants = new ArrayList<>();
        for (Completed trial : trials) {
            new ForkSeries(trial.forks())
                    .rates(metric)
                    .map(bootstrap::rate)
                    .ifPresent(estimate -> contestants.add(new Contestant<>(trial, estimate)));
        }
        return ranking(group, metric, contestants);
    }

    private Optional<Ranking> ranking(String group, Metric metric, List<Contestant<Completed>> contestants) {
        if (contestants.size() < 2) {
            return Optional.empty();
        }
        List<Ranked<Completed>> ranked = order.of(contestants, metric.better());
        double best = ranked.get(0).contestant().value();
        return Optional.of(new Ranking(
                group,
                metric.key(),
                ranked.stream()
                        .map(one -> new Entry(
                                one.rank(),
                                one.contestant().subject().trial().id(),
                                one.contestant().value(),
                                best > 0 ? OptionalDouble.of(one.contestant().value() / best) : OptionalDouble.empty()))
                        .toList()));
    }
}
