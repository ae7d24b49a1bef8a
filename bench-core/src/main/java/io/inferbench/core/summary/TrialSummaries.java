package io.inferbench.core.summary;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.load.Objectives;
import io.inferbench.core.stats.MetricSummarizer;
import io.inferbench.core.stats.PercentileRule;
import io.inferbench.core.stats.TwoLevelBootstrap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Computes the figures of one trial from its forks. */
public final class TrialSummaries {

    /** What calls, steps or requests have a value of each. */
    private static final List<Metric> SAMPLES = List.of(
            Metrics.LATENCY,
            Metrics.E2EL,
            Metrics.E2EL_FROM_INTENDED,
            Metrics.TTFT,
            Metrics.TTFT_FROM_INTENDED,
            Metrics.TPOT,
            Metrics.ITL,
            Metrics.LONGEST_GAP,
            Metrics.CLIENT_QUEUE,
            Metrics.CONNECT_TIME,
            Metrics.USER_TOKEN_THROUGHPUT,
            Metrics.DEVICE_TIME,
            Metrics.ENQUEUE_TIME,
            Metrics.ENGINE_TIME,
            Metrics.MARSHALLING_TIME);

    /** Amounts over time, after answers and goodput. */
    private static final List<Metric> RATES = List.of(
            Metrics.REQUESTS_IN_FLIGHT,
            Metrics.OUTPUT_TOKEN_THROUGHPUT,
            Metrics.PREFILL_TOKEN_THROUGHPUT,
            Metrics.DECODE_TOKEN_THROUGHPUT,
            Metrics.SEQUENCE_DECODE_TOKEN_THROUGHPUT,
            Metrics.SEQUENCE_OUTPUT_TOKEN_THROUGHPUT,
            Metrics.SAMPLE_THROUGHPUT,
            Metrics.TOKEN_THROUGHPUT);

    private final MetricSummarizer summarizer;
    private final Objectives objectives;

    /** Takes seed, confidence and percentiles of the plan. */
    public TrialSummaries(BenchmarkConfig config) {
        this.objectives = config.load().objectives();
        this.summarizer = new MetricSummarizer(
                TwoLevelBootstrap.seeded(config.seed())
                        .withConfidence(config.measurement().confidence()),
                PercentileRule.standard(),
                config.percentiles());
    }

    /** Returns one summary per metric that every fork has, the headline first. */
    public List<MetricSummary> of(List<ForkResult> forks) {
        ForkSeries series = new ForkSeries(forks);
        List<MetricSummary> summaries = new ArrayList<>();
        for (Metric metric : SAMPLES) {
            series.samples(metric).ifPresent(samples -> summaries.add(summarizer.ofSamples(metric, samples)));
        }
        addRate(summaries, Metrics.REQUEST_THROUGHPUT, series);
        if (objectives.any()) {
            series.goodput(objectives).ifPresent(good -> summaries.add(summarizer.ofRates(Metrics.GOODPUT, good)));
        }
        for (Metric metric : RATES) {
            addRate(summaries, metric, series);
        }
        summaries.addAll(new GpuSeries(forks, series.tokensPerFork()).summaries(summarizer));
        return headlineFirst(summaries, series.headline());
    }

    private static List<MetricSummary> headlineFirst(List<MetricSummary> summaries, Metric headline) {
        List<MetricSummary> sorted = new ArrayList<>(summaries);
        sorted.sort(Comparator.comparing(summary -> !summary.metric().equals(headline)));
        return sorted;
    }

    private void addRate(List<MetricSummary> summaries, Metric metric, ForkSeries series) {
        series.rates(metric).ifPresent(rates -> summaries.add(summarizer.ofRates(metric, rates)));
    }
}
