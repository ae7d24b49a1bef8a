package io.inferbench.report.text;

import io.inferbench.api.Device;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Skipped;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
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
import java.util.TreeMap;

/** A made-up run: an engine, one that is slower, one just as fast that needs more power, and two without numbers. */
final class SampleRun {

    private static final Instant START = Instant.parse("2026-03-04T05:06:07.008Z");
    private static final long SEED = 42;
    private static final int CALLS = 80;
    private static final int CALLS_PER_WINDOW = 10;
    private static final int FORKS = 3;

    private final Random random = new Random(7);

    static RunReport report() {
        return new SampleRun().build();
    }

    private RunReport build() {
        List<TrialResult> results = new ArrayList<>();
        for (int batch : List.of(1, 8)) {
            results.add(completed("quick", batch, 1, 100));
            results.add(completed("alike", batch, 1, 150));
            results.add(completed("slow", batch, batch == 1 ? 1.3 : 1.6, 100));
        }
        Trial crashing = trial("crash", 1);
        results.add(new Failed(
                crashing, Stage.LOAD, "exit code 134, \"abort\"", List.of(), List.of("last, words"), List.of()));
        results.add(new Skipped(trial("absent", 1), "no GPU", "install one"));
        return report("sample-20260304-050607", results);
    }

    static RunReport report(String runId, List<TrialResult> results) {
        RunHeader header = new RunHeader(
                runId,
                "0.1.0",
                START,
                Map.of(
                        "name", "sample",
                        "execution", Map.of("forks", FORKS, "order", "interleaved"),
                        "measurement", Map.of("confidence", 0.95)),
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                SEED,
                Map.of("processor", new TreeMap<>(Map.of("model", "Example CPU", "logical_processors", "4"))),
                List.of(),
                results.stream().map(TrialResult::trial).toList());
        return new RunReport(
                1,
                header,
                START.plusSeconds(83),
                RunReport.Status.FINISHED,
                results,
                new Rankings(SEED, 0.95, ForkOrder.BY_TURNS).of(results));
    }

    private static Trial trial(String backend, int batch) {
        return new Trial(
                backend + "/bert-base/synthetic-tokens/batch=" + batch + ",precision=fp32",
                backend,
                "bert-base",
                "synthetic-tokens",
                Map.of("batch", Integer.toString(batch), "precision", "fp32"),
                Map.of(),
                Map.of(),
                Map.of());
    }

    private Completed completed(String backend, int batch, double factor, long watts) {
        List<ForkResult> forks = new ArrayList<>();
        for (int k = 0; k < FORKS; k++) {
            forks.add(fork(k, batch, factor, watts));
        }
        MetricSummarizer summarizer = MetricSummarizer.standard(SEED, 0.95);
        ForkSeries series = new ForkSeries(forks);
        List<MetricSummary> summaries = List.of(
                summarizer.ofSamples(
                        Metrics.LATENCY, series.samples(Metrics.LATENCY).orElseThrow()),
                summarizer.ofRates(
                        Metrics.SAMPLE_THROUGHPUT,
                        series.rates(Metrics.SAMPLE_THROUGHPUT).orElseThrow()));
        Verdict verdict = backend.equals("slow")
                ? Verdict.of(
                        List.of(new Verdict.Reason("not-steady", Verdict.Status.SUSPECT, "warm-up reached its cap")))
                : Verdict.of(List.of());
        return new Completed(
                trial(backend, batch), verdict, summaries, Agreement.notChecked(""), Optional.empty(), forks);
    }

    private ForkResult fork(int index, int batch, double factor, long watts) {
        long[] starts = new long[CALLS];
        long[] latencies = new long[CALLS];
        double ofFork = 1 + 0.002 * random.nextGaussian();
        long now = 1_000_000;
        for (int i = 0; i < CALLS; i++) {
            starts[i] = now;
            latencies[i] =
                    Math.round(5e6 * factor * Math.pow(batch, 0.5) * ofFork * (1 + 0.01 * random.nextGaussian()));
            now += latencies[i];
        }
        Map<String, long[]> calls = new LinkedHashMap<>();
        calls.put(TableNames.START, starts);
        calls.put("latency_ns", latencies);
        List<SampleTable> tables = List.of(
                new SampleTable(TableNames.ITERATIONS, calls),
                windows(starts, now),
                new SampleTable(
                        TableNames.INPUTS,
                        Map.of(TableNames.REQUEST, new long[] {0}, TableNames.SAMPLE_COUNT, new long[] {batch})),
                gpu(now, watts));
        return new ForkResult(
                index,
                true,
                List.of(Device.cuda(0)),
                Map.of("engine.version", "1.0"),
                List.of(new PhaseResult(Stage.MEASUREMENT, 1_000_000, now - 1_000_000, Map.of())),
                tables,
                Agreement.notChecked(""),
                Interference.none(),
                Map.of());
    }

    private static SampleTable windows(long[] starts, long end) {
        int count = CALLS / CALLS_PER_WINDOW;
        Map<String, long[]> columns = new LinkedHashMap<>();
        long[] from = new long[count];
        long[] duration = new long[count];
        for (int i = 0; i < count; i++) {
            from[i] = starts[i * CALLS_PER_WINDOW];
            duration[i] = (i + 1 < count ? starts[(i + 1) * CALLS_PER_WINDOW] : end) - from[i];
        }
        columns.put(TableNames.START, from);
        columns.put(TableNames.DURATION, duration);
        return new SampleTable(TableNames.WINDOWS, columns);
    }

    private SampleTable gpu(long end, long watts) {
        int rows = 10;
        long[] times = new long[rows];
        long[] power = new long[rows];
        for (int i = 0; i < rows; i++) {
            times[i] = 1_000_000 + (end - 1_000_000) * i / rows;
            power[i] = watts * 1_000 + random.nextInt(1_000);
        }
        Map<String, long[]> columns = new LinkedHashMap<>();
        columns.put("time_ns", times);
        columns.put("device", new long[rows]);
        columns.put("power_mw", power);
        return new SampleTable("gpu", columns);
    }
}
