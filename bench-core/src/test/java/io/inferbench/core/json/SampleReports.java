package io.inferbench.core.json;

import io.inferbench.api.Device;
import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Agreement.OutputError;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.Interval;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.Percentile;
import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Skipped;
import io.inferbench.api.report.SpeedOfLight;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A made-up report with every kind of outcome, every optional part present once and absent once, and awkward texts. */
public final class SampleReports {

    private static final Instant START = Instant.parse("2026-03-04T05:06:07.008Z");
    private static final int FEW = 6;
    private static final int MANY = 70;

    private SampleReports() {}

    /** Returns a finished run of five trials. */
    public static RunReport everyOutcome() {
        List<TrialResult> results = List.of(valid(), suspect(), lying(), crashed(), skipped());
        return new RunReport(
                ReportJson.SCHEMA,
                header(results.stream().map(TrialResult::trial).toList()),
                START.plusMillis(83_450),
                RunReport.Status.FINISHED,
                results,
                List.of(new RunReport.Ranking(
                        "bert-base, classification, batch=1,precision=fp32,sequence_length=128",
                        "latency_ns",
                        List.of(
                                new RunReport.Entry(1, valid().trial().id(), 61_250_000, OptionalDouble.empty()),
                                new RunReport.Entry(
                                        2, suspect().trial().id(), 70_900_000, OptionalDouble.of(1.1575))))));
    }

    /** Returns the same run stopped after its second trial. */
    public static RunReport interrupted() {
        RunReport whole = everyOutcome();
        return new RunReport(
                whole.schema(),
                whole.header(),
                whole.finishedAt(),
                RunReport.Status.INTERRUPTED,
                whole.results().subList(0, 2),
                List.of());
    }

    /** Returns a finished run of one generation. */
    public static RunReport generation() {
        Trial trial = new Trial(
                "ort-cpu/gpt2/synthetic-prompts/batch=2,new_tokens=20,precision=fp16,sequence_length=60",
                "ort-cpu",
                "gpt2",
                "synthetic-prompts",
                Map.of("batch", "2", "new_tokens", "20", "precision", "fp16", "sequence_length", "60"),
                Map.of(),
                Map.of(),
                Map.of());
        List<MetricSummary> summaries = List.of(
                samples(Metrics.E2EL, 100, 52_893_000),
                samples(Metrics.TTFT, 100, 9_100_000),
                samples(Metrics.ITL, 1900, 2_300_000),
                rate(Metrics.OUTPUT_TOKEN_THROUGHPUT, 756.2));
        Completed completed = new Completed(
                trial,
                Verdict.of(List.of()),
                summaries,
                new Agreement(Agreement.Status.REFERENCE, "ort-cpu fp32", "", List.of()),
                Optional.empty(),
                List.of());
        return new RunReport(
                ReportJson.SCHEMA,
                header(List.of(trial)),
                START.plusMillis(9_000),
                RunReport.Status.FINISHED,
                List.of(completed),
                List.of());
    }

    private static MetricSummary samples(Metric metric, long count, double value) {
        return new MetricSummary(
                metric,
                count,
                value,
                Optional.of(new Interval(0.98 * value, 1.01 * value, 0.95, "two-level bootstrap")),
                value + 1000,
                OptionalDouble.of(0.05 * value),
                0.9 * value,
                1.3 * value,
                List.of(
                        new Percentile(50, OptionalDouble.of(value), 8, Optional.empty()),
                        new Percentile(90, OptionalDouble.of(1.1 * value), 64, Optional.empty())));
    }

    private static RunHeader header(List<Trial> trials) {
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("name", "sample");
        plan.put("execution", Map.of("forks", 2));
        plan.put("backends", List.of("ort-cpu", "ort-djl", "liar", "crash", "tensorrt"));
        Map<String, Map<String, String>> environment = new LinkedHashMap<>();
        environment.put("host", orderedMap("os", "Linux 6.1", "processor", "Example | CPU", "logical_processors", "2"));
        environment.put("java", orderedMap("version", "17.0.15", "vm", "OpenJDK 64-Bit Server VM"));
        return new RunHeader(
                "20260304-050607-sample",
                "0.1.0",
                START,
                plan,
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                42,
                environment,
                List.of("io.example.BrokenBackend: NoClassDefFoundError: com/example/Gone"),
                trials);
    }

    private static Map<String, String> orderedMap(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static Trial trial(String backend, String model) {
        return new Trial(
                backend + "/" + model + "/batch=1,precision=fp32,sequence_length=128",
                backend,
                model,
                "classification",
                Map.of("batch", "1", "precision", "fp32", "sequence_length", "128"),
                backend.equals("ort-cpu") ? Map.of("threads", "2") : Map.of(),
                Map.of(),
                Map.of());
    }

    private static Completed valid() {
        MetricSummary latency = new MetricSummary(
                Metrics.LATENCY,
                2L * MANY,
                61_250_000,
                Optional.of(new Interval(60_900_000, 61_700_000, 0.95, "two-level bootstrap")),
                61_402_117.5,
                OptionalDouble.of(812_345.25),
                60_000_000,
                66_900_000,
                List.of(
                        new Percentile(50, OptionalDouble.of(61_250_000), 8, Optional.empty()),
                        new Percentile(
                                90,
                                OptionalDouble.of(62_900_000),
                                64,
                                Optional.of(new Interval(62_500_000, 63_800_000, 0.95, "order statistics"))),
                        new Percentile(95, OptionalDouble.of(63_700_000), 130, Optional.empty()),
                        new Percentile(99, OptionalDouble.empty(), 662, Optional.empty()),
                        new Percentile(99.9, OptionalDouble.empty(), 6636, Optional.empty())));
        MetricSummary tokens = rate(Metrics.TOKEN_THROUGHPUT, 2084.5);
        Agreement reference = new Agreement(Agreement.Status.REFERENCE, "ort-cpu fp32", "", List.of());
        return new Completed(
                trial("ort-cpu", "bert-base"),
                Verdict.of(List.of()),
                List.of(latency, tokens, rate(Metrics.SAMPLE_THROUGHPUT, 16.285)),
                reference,
                Optional.of(new SpeedOfLight(
                        22.36e9,
                        438.1e6,
                        3.6506e11,
                        7.1527e9,
                        OptionalDouble.of(0.6521),
                        OptionalDouble.empty(),
                        "measured here")),
                List.of(fork(0, MANY, reference), fork(1, MANY, reference)));
    }

    private static MetricSummary rate(Metric metric, double value) {
        return new MetricSummary(
                metric, 2, value, Optional.empty(), value, OptionalDouble.empty(), value - 3, value + 3, List.of());
    }

    private static Completed suspect() {
        Agreement agrees = new Agreement(
                Agreement.Status.AGREES,
                "ort-cpu fp32",
                "",
                List.of(
                        new OutputError("last_hidden_state", 1.9e-5, 4.2e-6, 8.8e-7, 1e-3, 393_216),
                        new OutputError("pooler_output", 2.4e-7, 2.5e-7, 6.1e-8, 1e-3, 3072)));
        MetricSummary latency = new MetricSummary(
                Metrics.LATENCY,
                FEW,
                70_900_000,
                Optional.empty(),
                71_000_000,
                OptionalDouble.of(3_000_000),
                68_000_000,
                75_000_000,
                List.of(
                        new Percentile(50, OptionalDouble.of(70_900_000), 8, Optional.empty()),
                        new Percentile(90, OptionalDouble.empty(), 64, Optional.empty()),
                        new Percentile(95, OptionalDouble.empty(), 130, Optional.empty()),
                        new Percentile(99, OptionalDouble.empty(), 662, Optional.empty()),
                        new Percentile(99.9, OptionalDouble.empty(), 6636, Optional.empty())));
        return new Completed(
                trial("ort-djl", "bert-base"),
                Verdict.of(List.of(
                        new Verdict.Reason(
                                "not-steady",
                                Verdict.Status.SUSPECT,
                                "window medians still ranged over 7.1 % after 30 s of warm-up (limit 5 %)"),
                        new Verdict.Reason(
                                "busy-host",
                                Verdict.Status.SUSPECT,
                                "other processes used 31 % of the CPU (limit 10 %)"))),
                List.of(latency),
                agrees,
                Optional.empty(),
                List.of(fork(0, FEW, agrees)));
    }

    private static Completed lying() {
        Agreement disagrees = new Agreement(
                Agreement.Status.DISAGREES,
                "ort-cpu fp32",
                "output 'logits' is not a number in 3 of 8 values",
                List.of(new OutputError("logits", Double.NaN, Double.NaN, Double.POSITIVE_INFINITY, 1e-3, 8)));
        return new Completed(
                trial("liar", "bert-base"),
                Verdict.invalid("outputs-disagree", "output 'logits' is not a number in 3 of 8 values"),
                List.of(),
                disagrees,
                Optional.empty(),
                List.of());
    }

    private static Failed crashed() {
        return new Failed(
                trial("crash", "bert-base"),
                Stage.WARM_UP,
                "the process ended by signal 6 (SIGABRT)",
                List.of("fork 1 of 2", "last event: call 3"),
                List.of("terminate called after throwing an instance of 'std::bad_alloc'", "``` not a fence"),
                List.of());
    }

    private static Skipped skipped() {
        return new Skipped(
                trial("tensorrt", "my \"own\", v1|x"),
                "libnvinfer.so.10 was looked for in the library path and not found",
                "install TensorRT 10.15,\nor leave this backend out of the plan");
    }

    private static ForkResult fork(int index, int calls, Agreement agreement) {
        long[] start = new long[calls];
        long[] latency = new long[calls];
        long at = 2_000_000_000L;
        for (int call = 0; call < calls; call++) {
            start[call] = at;
            latency[call] = 60_000_000L + (call * 7_919L + index * 104_729L) % 100 * 69_000L;
            at += latency[call] + 350;
        }
        Map<String, long[]> columns = new LinkedHashMap<>();
        columns.put("start_ns", start);
        columns.put("latency_ns", latency);
        return new ForkResult(
                index,
                true,
                List.of(Device.CPU),
                Map.of("engine.version", "1.24.1", "model.heads", "12", "placement.CPUExecutionProvider", "214"),
                List.of(
                        new PhaseResult(Stage.LOAD, 410_000_000, 1_230_000_000, Map.of()),
                        new PhaseResult(
                                Stage.MEASUREMENT, 2_000_000_000L, at - 2_000_000_000L, Map.of("ended", "precise"))),
                List.of(
                        new SampleTable("iterations", columns),
                        new SampleTable("host", Map.of("cpu_steal_permille", new long[] {0, 12}))),
                agreement,
                new Interference(
                        Map.of("gc_pause_ns", 1.25e6, "cpu_steal_percent", 0.4),
                        List.of("GPU: no NVIDIA driver on this machine"),
                        List.of(new Interference.Event("gc-pause", 2_100_000_000L, 1_250_000, "G1 Young"))),
                Map.of("jvm.arguments", "-Xmx2g"));
    }
}
