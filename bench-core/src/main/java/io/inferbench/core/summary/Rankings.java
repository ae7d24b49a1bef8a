package io.inferbench.core.summary;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Interval;
import io.inferbench.api.report.RunReport.Entry;
import io.inferbench.api.report.RunReport.Ranking;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.stats.BootstrapEstimate;
import io.inferbench.core.stats.TwoLevelBootstrap;
import java.util.ArrayList;
import java.util.Comparator;
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

    /** Takes seed and confidence of the plan. */
    public Rankings(BenchmarkConfig config) {
        this(config.seed(), config.measurement().confidence());
    }

    /** Takes the seed of resampling and the confidence that a difference is one. */
    public Rankings(long seed, double confidence) {
        this.bootstrap = TwoLevelBootstrap.seeded(seed).withConfidence(confidence);
    }

    private record Contestant(Completed trial, BootstrapEstimate estimate) {

        double value() {
            return estimate.estimate();
        }
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
        List<Contestant> contestants = new ArrayList<>();
        for (Completed trial : trials) {
            new ForkSeries(trial.forks())
                    .samples(metric)
                    .map(bootstrap::median)
                    .ifPresent(estimate -> contestants.add(new Contestant(trial, estimate)));
        }
        return ranking(group, metric, contestants);
    }

    private Optional<Ranking> throughput(String group, List<Completed> trials) {
        boolean generating =
                new ForkSeries(trials.get(0).forks()).outputTokenRates().isPresent();
        List<Contestant> contestants = new ArrayList<>();
        for (Completed trial : trials) {
            ForkSeries series = new ForkSeries(trial.forks());
            (generating ? series.outputTokenRates() : series.sampleRates())
                    .map(bootstrap::rate)
                    .ifPresent(estimate -> contestants.add(new Contestant(trial, estimate)));
        }
        return ranking(group, generating ? Metrics.OUTPUT_TOKEN_THROUGHPUT : Metrics.SAMPLE_THROUGHPUT, contestants);
    }

    private static Optional<Ranking> ranking(String group, Metric metric, List<Contestant> contestants) {
        if (contestants.size() < 2) {
            return Optional.empty();
        }
        Comparator<Contestant> ascending = Comparator.comparingDouble(Contestant::value);
        List<Contestant> sorted = contestants.stream()
                .sorted(metric.better() == Metric.Better.LOWER ? ascending : ascending.reversed())
                .toList();
        List<Entry> entries = new ArrayList<>();
        Contestant best = sorted.get(0);
        Contestant leader = best;
        int rank = 1;
        for (int place = 0; place < sorted.size(); place++) {
            Contestant next = sorted.get(place);
            if (isShownToDiffer(next, leader)) {
                leader = next;
                rank = place + 1;
            }
            entries.add(new Entry(rank, next.trial().trial().id(), next.value(), ratio(next, best)));
        }
        return Optional.of(new Ranking(group, metric.key(), entries));
    }

    @SuppressWarnings("ReferenceEquality") // nothing differs from itself
    private static boolean isShownToDiffer(Contestant one, Contestant other) {
        if (one == other || !one.estimate().isPositive() || !other.estimate().isPositive()) {
            return false;
        }
        Interval ratio = one.estimate().ratioTo(other.estimate()).interval();
        return ratio.low() > 1 || ratio.high() < 1;
    }

    private static OptionalDouble ratio(Contestant one, Contestant best) {
        return best.value() > 0 ? OptionalDouble.of(one.value() / best.value()) : OptionalDouble.empty();
    }
}
