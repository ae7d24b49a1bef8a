package io.inferbench.report;

import io.inferbench.api.Device;
import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.Interval;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.Percentile;
import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.json.ReportJson;
import io.inferbench.core.stats.PercentileRule;
import io.inferbench.core.stats.SortedSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.LongStream;

/** A made-up run as large as reports have to bear: 50 trials of 10,000 samples, each in two forks with GPU readings. */
final class LargeReport {

    static final int FORKS = 2;
    static final int CALLS_PER_FORK = 5_000;
    private static final List<String> BACKENDS = List.of("alpha", "beta", "gamma", "delta", "epsilon");
    private static final List<String> BATCHES = List.of("1", "2", "4", "8", "16");
    private static final List<String> LENGTHS = List.of("128", "512");
    private static final double[] PERCENTS = {50, 90, 95, 99, 99.9};
    private static final int READINGS = 2_000;
    private static final long SECOND = 1_000_000_000L;

    private final Random random = new Random(7);

    private LargeReport() {}

    static RunReport make() {
        return new LargeReport().report();
    }

    private RunReport report() {
        List<TrialResult> results = new ArrayList<>();
        List<RunReport.Ranking> rankings = new ArrayList<>();
        for (String batch : BATCHES) {
            for (String length : LENGTHS) {
                List<Completed> group = new ArrayList<>();
                for (String backend : BACKENDS) {
                    group.add(trial(backend, batch, length));
                }
                results.addAll(group);
                rankings.add(ranking(group));
            }
        }
        RunHeader header = new RunHeader(
                "large-20260101-000000",
                "0.1.0",
                Instant.EPOCH,
                Map.of("name", "large"),
                "0".repeat(64),
                7,
                Map.of(),
                List.of(),
                results.stream().map(TrialResult::trial).toList());
        return new RunReport(
                ReportJson.SCHEMA,
                header,
                Instant.EPOCH.plusSeconds(3600),
                RunReport.Status.FINISHED,
                results,
                rankings);
    }

    private static RunReport.Ranking ranking(List<Completed> group) {
        List<RunReport.Entry> entries = new ArrayList<>();
        double best = group.get(0).summaries().get(0).value();
        for (Completed trial : group) {
            double value = trial.summaries().get(0).value();
            entries.add(new RunReport.Entry(
                    entries.size() + 1, trial.trial().id(), value, OptionalDouble.of(value / best)));
        }
        return new RunReport.Ranking(group.get(0).trial().parameters().toString(), Metrics.LATENCY.key(), entries);
    }

    private Completed trial(String backend, String batch, String length) {
        Trial trial = new Trial(
                backend + "/model/batch=" + batch + ",sequence_length=" + length,
                backend,
                "model",
                "synthetic-tokens",
                Map.of("batch", batch, "sequence_length", length, "precision", "fp16"),
                Map.of(),
                Map.of(),
                Map.of());
        double middle = 1e6 * Integer.parseInt(batch) * (1 + 0.1 * BACKENDS.indexOf(backend));
        List<ForkResult> forks = new ArrayList<>();
        List<long[]> latencies = new ArrayList<>();
        for (int fork = 0; fork < FORKS; fork++) {
            long[] latency = LongStream.generate(() -> (long) (middle * Math.exp(0.1 * random.nextGaussian())))
                    .limit(CALLS_PER_FORK)
                    .toArray();
            latencies.add(latency);
            forks.add(fork(fork, latency));
        }
        SortedSample all =
                SortedSample.of(latencies.stream().flatMapToLong(LongStream::of).toArray());
        return new Completed(
                trial,
                Verdict.of(List.of()),
                List.of(summary(Metrics.LATENCY, all, all.median()), rate(all)),
                Agreement.notChecked("made up"),
                Optional.empty(),
                forks);
    }

    private static MetricSummary rate(SortedSample latency) {
        double rate = SECOND / latency.mean();
        return new MetricSummary(
                Metrics.SAMPLE_THROUGHPUT,
                100,
                rate,
                Optional.of(new Interval(rate * 0.99, rate * 1.01, 0.95, "made up")),
                rate,
                OptionalDouble.of(rate * 0.01),
                rate * 0.9,
                rate * 1.1,
                List.of());
    }

    private static MetricSummary summary(Metric metric, SortedSample sample, double value) {
        List<Percentile> percentiles = new ArrayList<>();
        for (double percent : PERCENTS) {
            int needed = (int) PercentileRule.standard().neededSamples(percent / 100);
            percentiles.add(new Percentile(
                    percent,
                    needed <= CALLS_PER_FORK
                            ? OptionalDouble.of(sample.quantile(percent / 100))
                            : OptionalDouble.empty(),
                    needed,
                    Optional.empty()));
        }
        return new MetricSummary(
                metric,
                sample.size(),
                value,
                Optional.of(new Interval(value * 0.995, value * 1.006, 0.95, "made up")),
                sample.mean(),
                sample.standardDeviation(),
                sample.min(),
                sample.max(),
                percentiles);
    }

    private ForkResult fork(int index, long[] latency) {
        long[] start = new long[latency.length];
        for (int i = 1; i < start.length; i++) {
            start[i] = start[i - 1] + latency[i - 1] + 500;
        }
        Map<String, long[]> calls = new LinkedHashMap<>();
        calls.put("start_ns", start);
        calls.put("latency_ns", latency);
        Map<String, long[]> gpu = new LinkedHashMap<>();
        gpu.put(
                "time_ns",
                LongStream.range(0, READINGS).map(i -> i * 20_000_000L).toArray());
        gpu.put("device", new long[READINGS]);
        gpu.put("utilization_percent", readings(100));
        gpu.put("memory_used_bytes", readings(80_000_000_000L));
        gpu.put("power_mw", readings(700_000));
        long end = start[start.length - 1];
        return new ForkResult(
                index,
                true,
                List.of(new Device("cuda", 0, "made up")),
                Map.of(),
                List.of(
                        new PhaseResult(Stage.LOAD, 0, SECOND, Map.of()),
                        new PhaseResult(Stage.WARM_UP, SECOND, 2 * SECOND, Map.of()),
                        new PhaseResult(Stage.MEASUREMENT, 3 * SECOND, end, Map.of())),
                List.of(new SampleTable("iterations", calls), new SampleTable("gpu", gpu)),
                Agreement.notChecked("made up"),
                Interference.none(),
                Map.of());
    }

    private long[] readings(long most) {
        return LongStream.generate(() -> (long) (most * random.nextDouble()))
                .limit(READINGS)
                .toArray();
    }
}
