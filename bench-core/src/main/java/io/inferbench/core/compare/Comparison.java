package io.inferbench.core.compare;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.report.RunReport;
import io.inferbench.core.compare.TrialComparison.Ratio;
import io.inferbench.core.stats.BootstrapEstimate;
import io.inferbench.core.stats.RatioEstimate;
import io.inferbench.core.stats.TwoLevelBootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares two runs, or two backends of one run, trial by trial.
 *
 * <pre>{@code
 * ComparisonReport found = Comparison.of(ReportJson.read(base), ReportJson.read(now)).margin(0.02).report();
 * }</pre>
 *
 * <p>Of each trial the ratio of the candidate's figure to the base's is judged, with the wider of a block bootstrap within
 * the forks and Student's t between them. Intervals are made wide enough for all trials together: in a comparison
 * without any difference, in at most 1 − confidence of cases is any trial called faster or slower. The ratio says nothing
 * of what lies between two days or two machines; the environment's differences do.
 *
 * <p>Immutable. A pair of 3 forks of 10,000 samples each costs about 0.1 s.
 */
public final class Comparison {

    /** Largest change that does not matter unless another is given. */
    public static final double DEFAULT_MARGIN = 0.02;

    private static final Settings DEFAULTS = new Settings(
            DEFAULT_MARGIN,
            TwoLevelBootstrap.DEFAULT_CONFIDENCE,
            false,
            1,
            ComparedMeasure.headline(),
            TwoLevelBootstrap.DEFAULT_RESAMPLES);

    private final RunReport base;
    private final RunReport candidate;
    private final Pairing pairing;
    private final Settings settings;

    /**
     * How it is judged.
     *
     * @param each whether the confidence holds for each trial by itself
     * @param looks how often data that grow are looked at
     */
    private record Settings(
            double margin, double confidence, boolean each, int looks, ComparedMeasure measure, int resamples) {

        Settings with(ComparedMeasure other) {
            return new Settings(margin, confidence, each, looks, other, resamples);
        }

        /** By Bonferroni's rule over trials, unless each stands for itself, and over looks. */
        double confidenceEach(long trials) {
            return 1 - (1 - confidence) / (each ? 1 : Math.max(1, trials)) / looks;
        }
    }

    private Comparison(RunReport base, RunReport candidate, Pairing pairing, Settings settings) {
        this.base = base;
        this.candidate = candidate;
        this.pairing = pairing;
        this.settings = settings;
    }

    /** Compares the same cells of two runs. */
    public static Comparison of(RunReport base, RunReport candidate) {
        return new Comparison(base, candidate, Pairing.ofRuns(base, candidate), DEFAULTS);
    }

    /**
     * Compares each trial of one run with that of a backend that did the same work.
     *
     * <p>If the plan had its forks run by turns ({@code execution.order: interleaved}), and there are four of each or more,
     * they are taken in pairs, so that a drift which hits both drops out.
     *
     * @throws IllegalArgumentException if the run has no such backend, or two trials of it did the same work
     */
    public static Comparison within(RunReport report, String baselineBackend) {
        return new Comparison(report, report, Pairing.inRun(report, baselineBackend), DEFAULTS);
    }

    /**
     * Returns a copy with another margin.
     *
     * @param margin as a fraction: 0.02 says that up to 2 % more or less does not matter; 0 that everything does
     * @throws IllegalArgumentException if out of range
     */
    public Comparison margin(double margin) {
        if (!(margin >= 0 && margin < 10)) {
            throw new IllegalArgumentException("a margin is a fraction from 0, for instance 0.02, not " + margin);
        }
        return with(new Settings(
                margin, settings.confidence, settings.each, settings.looks, settings.measure, settings.resamples));
    }

    /**
     * Returns a copy with another confidence, for all trials together.
     *
     * @param confidence strictly between 0 and 1
     * @throws IllegalArgumentException if out of range
     */
    public Comparison confidence(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "a confidence lies between 0 and 1, for instance 0.95, not " + confidence);
        }
        return with(new Settings(
                settings.margin, confidence, settings.each, settings.looks, settings.measure, settings.resamples));
    }

    /** Returns a copy whose confidence holds for each trial by itself: narrower intervals, and false calls add up. */
    public Comparison eachByItself() {
        return with(new Settings(
                settings.margin, settings.confidence, true, settings.looks, settings.measure, settings.resamples));
    }

    /**
     * Returns a copy for one of several looks at data that grow between them: the confidence holds for all looks together.
     *
     * <p>Who measures on until something is found has so many chances to find it by luck.
     *
     * @param count how many looks there may be
     * @throws IllegalArgumentException if there is none
     */
    public Comparison looks(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("there is at least one look, not " + count);
        }
        return with(new Settings(
                settings.margin, settings.confidence, settings.each, count, settings.measure, settings.resamples));
    }

    /**
     * Returns a copy that compares another metric than the latency each trial is judged by.
     *
     * @param name for instance {@code ttft} or {@code output_token_throughput}
     * @throws IllegalArgumentException if there is none of that name
     */
    public Comparison metric(String name) {
        return with(settings.with(settings.measure.of(name)));
    }

    /**
     * Returns a copy that compares a percentile in place of the median.
     *
     * @param percent strictly between 0 and 100
     * @throws IllegalArgumentException if out of range, or the metric is a rate
     */
    public Comparison percentile(double percent) {
        return with(settings.with(settings.measure.at(percent)));
    }

    /** For simulations by the thousand; bounds vary more. */
    Comparison resamples(int resamples) {
        return with(new Settings(
                settings.margin, settings.confidence, settings.each, settings.looks, settings.measure, resamples));
    }

    private Comparison with(Settings newSettings) {
        return new Comparison(base, candidate, pairing, newSettings);
    }

    /** Compares. */
    public ComparisonReport report() {
        long judged = pairing.pairs().stream()
                .filter(pair -> pair.obstacle().isEmpty())
                .count();
        double each = settings.confidenceEach(judged);
        TwoLevelBootstrap bootstrap =
                TwoLevelBootstrap.seeded(base.header().seed()).withResamples(settings.resamples);
        List<TrialComparison> trials = new ArrayList<>();
        for (TrialPair pair : pairing.pairs()) {
            trials.add(pair.obstacle()
                    .or(this::otherSeed)
                    .map(obstacle -> without(pair, Finding.NOT_COMPARABLE, obstacle))
                    .orElseGet(() -> compare(pair, bootstrap, each)));
        }
        return new ComparisonReport(
                base.header(),
                candidate.header(),
                settings.margin,
                settings.confidence,
                each,
                EnvironmentFacts.differences(base, candidate),
                trials,
                pairing.onlyBase(),
                pairing.onlyCandidate());
    }

    private Optional<String> otherSeed() {
        long before = base.header().seed();
        long after = candidate.header().seed();
        return before == after
                ? Optional.empty()
                : Optional.of("the seeds differ, so that requests and weights do: " + before + " in the base and "
                        + after + " in the candidate");
    }

    private TrialComparison compare(TrialPair pair, TwoLevelBootstrap bootstrap, double confidence) {
        ComparedMeasure measure = settings.measure;
        Optional<BootstrapEstimate> before = measure.estimate(pair.baseForks(), bootstrap);
        Optional<BootstrapEstimate> after = measure.estimate(pair.candidateForks(), bootstrap);
        String name = measure.metric(pair.candidateForks()).name();
        if (before.isEmpty() || after.isEmpty()) {
            String side = before.isEmpty() ? "the base" : "the candidate";
            return without(pair, Finding.NOT_COMPARABLE, side + " has no samples of " + name);
        }
        if (!before.get().isPositive() || !after.get().isPositive()) {
            return without(pair, Finding.NOT_COMPARABLE, name + " is not above zero throughout, so it has no ratio");
        }
        long samples = Math.min(
                measure.fewestSamples(pair.baseForks()).orElse(0),
                measure.fewestSamples(pair.candidateForks()).orElse(0));
        if (samples < measure.neededSamples()) {
            return without(
                    pair,
                    Finding.CANNOT_TELL,
                    "a fork has " + samples + " samples; that percentile takes " + measure.neededSamples());
        }
        return judged(pair, before.get(), after.get(), samples, confidence);
    }

    private TrialComparison judged(
            TrialPair pair, BootstrapEstimate before, BootstrapEstimate after, long samples, double confidence) {
        Metric metric = settings.measure.metric(pair.candidateForks());
        RatioEstimate ratio = pair.order().ratio(after, before);
        Judgement judgement = new Judgement(ratio, confidence, settings.margin, metric.better());
        return new TrialComparison(
                pair.base().trial(),
                pair.candidate().trial(),
                judgement.finding(),
                judgement.explanation(),
                pair.notes(),
                Optional.of(new Ratio(
                        metric,
                        settings.measure.percent(),
                        before.estimate(),
                        after.estimate(),
                        ratio.estimate(),
                        judgement.interval(),
                        before.forks(),
                        after.forks(),
                        samples)));
    }

    private static TrialComparison without(TrialPair pair, Finding finding, String explanation) {
        return new TrialComparison(
                pair.base().trial(), pair.candidate().trial(), finding, explanation, pair.notes(), Optional.empty());
    }
}
