package io.inferbench.benchmarks;

import io.inferbench.api.Device;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.json.ReportJson;
import io.inferbench.core.run.TableNames;
import io.inferbench.core.stats.MetricSummarizer;
import io.inferbench.core.summary.ForkOrder;
import io.inferbench.core.summary.ForkSeries;
import io.inferbench.core.summary.Rankings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A made-up run of 5 engines at 10 batches, each with two forks of 5,000 calls. */
final class LargeRun {

    private static final int ENGINES = 5;
    private static final int BATCHES = 10;
    private static final int FORKS = 2;
    private static final int CALLS = 5_000;
    private static final int WINDOWS = 50;
    private static final long SEED = 42;

    private final Random random = new Random(1);

    private LargeRun() {}

    static RunReport make() {
        return new LargeRun().report();
    }

    private RunReport report() {
        List<TrialResult> results = new ArrayList<>();
        for (int batch = 1; batch <= BATCHES; batch++) {
            for (int engine = 1; engine <= ENGINES; engine++) {
                results.add(completed("engine-" + engine, batch, 1 + 0.02 * engine));
            }
        }
        RunHeader header = new RunHeader(
                "large",
                "0.1.0",
                Instant.parse("2026-03-04T05:06:07Z"),
                Map.of("name", "large", "measurement", Map.of("confidence", 0.95)),
                "",
                SEED,
                Map.of("processor", Map.of("model", "made up", "logical_processors", "2")),
                List.of(),
                results.stream().map(TrialResult::trial).toList());
        return new RunReport(
                ReportJson.SCHEMA,
                header,
                header.startedAt().plusSeconds(3_600),
                RunReport.Status.FINISHED,
                results,
                new Rankings(SEED, 0.95, ForkOrder.APART).of(results));
    }

    private Completed completed(String engine, int batch, double factor) {
        Trial trial = new Trial(
                engine + "/model/workload/batch=" + batch,
                engine,
                "model",
                "workload",
                Map.of("batch", Integer.toString(batch)),
                Map.of(),
                Map.of(),
                Map.of());
        List<ForkResult> forks = new ArrayList<>();
        for (int k = 0; k < FORKS; k++) {
            forks.add(fork(k, batch, factor * (1 + 0.003 * random.nextGaussian())));
        }
        MetricSummarizer summarizer = MetricSummarizer.standard(SEED, 0.95);
        ForkSeries series = new ForkSeries(forks);
        return new Completed(
                trial,
                Verdict.of(List.of()),
                List.of(
                        summarizer.ofSamples(
                                Metrics.LATENCY, series.samples(Metrics.LATENCY).orElseThrow()),
                        summarizer.ofRates(
                                Metrics.SAMPLE_THROUGHPUT,
                                series.rates(Metrics.SAMPLE_THROUGHPUT).orElseThrow())),
                Agreement.notChecked("made up"),
                Optional.empty(),
                forks);
    }

    private ForkResult fork(int index, int batch, double factor) {
        long[] starts = new long[CALLS];
        long[] latencies = new long[CALLS];
        double state = 0;
        long now = 1_000_000;
        for (int i = 0; i < CALLS; i++) {
            state = 0.5 * state + 0.87 * random.nextGaussian();
            starts[i] = now;
            latencies[i] = Math.round(1e6 * factor * Math.sqrt(batch) * Math.exp(0.05 * state));
            now += latencies[i];
        }
        Map<String, long[]> calls = new LinkedHashMap<>();
        calls.put(TableNames.START, starts);
        calls.put(Metrics.LATENCY.key(), latencies);
        return new ForkResult(
                index,
                true,
                List.of(Device.CPU),
                Map.of("engine.version", "1.0"),
                List.of(new PhaseResult(Stage.MEASUREMENT, 1_000_000, now - 1_000_000, Map.of())),
                List.of(
                        new SampleTable(TableNames.ITERATIONS, calls),
                        windows(starts, now),
                        new SampleTable(
                                TableNames.INPUTS,
                                Map.of(TableNames.REQUEST, new long[] {0}, TableNames.SAMPLE_COUNT, new long[] {batch
                                }))),
                Agreement.notChecked("made up"),
                new Interference(Map.of("own_cpu_percent", 90.0), List.of(), List.of()),
                Map.of());
    }

    private static SampleTable windows(long[] starts, long end) {
        int calls = CALLS / WINDOWS;
        long[] from = new long[WINDOWS];
        long[] duration = new long[WINDOWS];
        for (int i = 0; i < WINDOWS; i++) {
            from[i] = starts[i * calls];
            duration[i] = (i + 1 < WINDOWS ? starts[(i + 1) * calls] : end) - from[i];
        }
        Map<String, long[]> columns = new LinkedHashMap<>();
        columns.put(TableNames.START, from);
        columns.put(TableNames.DURATION, duration);
        return new SampleTable(TableNames.WINDOWS, columns);
    }
}
