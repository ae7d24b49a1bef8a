package io.inferbench.tck.doubles;

import io.inferbench.api.Device;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.Interval;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.Parameters;
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

/**
 * A run for tests of sinks: one trial of each outcome, with names that need quoting in every format.
 *
 * <p>No engine ran: the figures are round numbers, chosen so that a formatting mistake shows.
 */
public final class SampleRun {

    private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final String AWKWARD = "a|b, \"c\" <d> & é ß 漢字 \u202eabc\u202c 😀\tend";

    private SampleRun() {}

    /** Returns the plan's cells: one that completes, one that is skipped, one that fails. */
    public static List<Trial> trials() {
        return List.of(
                trial("fast", "tiny", "1"), trial("absent", "tiny", "1"), trial("broken", "dir/" + AWKWARD, "32"));
    }

    private static Trial trial(String backend, String model, String batch) {
        return new Trial(
                backend + "/" + model + "/batch=" + batch,
                backend,
                model,
                "random",
                Map.of(Parameters.BATCH, batch, Parameters.SEQUENCE_LENGTH, "128", Parameters.PRECISION, "fp32"),
                Map.of("threads", "2", "key", "***"),
                Map.of(),
                Map.of("note", AWKWARD));
    }

    /** Returns what is known before the first trial. */
    public static RunHeader header() {
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("title", AWKWARD);
        plan.put("backends", List.of("fast", "absent", "broken"));
        plan.put("measurement", Map.of("iterations", 1_234_567, "precision", 0.015));
        return new RunHeader(
                "20260102-030405-abcd",
                "0.1.0",
                STARTED,
                plan,
                "0123456789abcdef".repeat(4),
                42,
                Map.of("host", Map.of("cpu", "Example CPU @ 2.50GHz", "note", AWKWARD)),
                List.of("broken.jar: class file has wrong version"),
                trials());
    }

    /** Returns a result for each of {@link #trials}: completed, skipped, failed. */
    public static List<TrialResult> results() {
        List<Trial> trials = trials();
        return List.of(
                completed(trials.get(0)),
                new Skipped(trials.get(1), "libexample.so was not found", "install example 1.5, or set EXAMPLE_HOME"),
                new Failed(
                        trials.get(2),
                        Stage.WARM_UP,
                        "exit status 134 (SIGABRT) " + AWKWARD,
                        List.of("first line", AWKWARD),
                        List.of("last words", "", AWKWARD),
                        List.of(fork(0, "reference"))));
    }

    private static Completed completed(Trial trial) {
        return new Completed(
                trial,
                Verdict.of(List.of(new Verdict.Reason("not-steady", Verdict.Status.SUSPECT, "range 6.5 % > 5 %"))),
                List.of(
                        new MetricSummary(
                                Metrics.LATENCY,
                                2_000,
                                1_234_567.5,
                                Optional.of(new Interval(1_230_000, 1_240_000.25, 0.95, "two-level bootstrap")),
                                1_250_000.125,
                                OptionalDouble.of(10_000.0625),
                                1_200_000,
                                98_765_432,
                                List.of(
                                        new Percentile(50, OptionalDouble.of(1_234_567.5), 8, Optional.empty()),
                                        new Percentile(99.9, OptionalDouble.empty(), 6_636, Optional.empty()))),
                        new MetricSummary(
                                Metrics.SAMPLE_THROUGHPUT,
                                2,
                                0.000_012_5,
                                Optional.empty(),
                                0.000_012_5,
                                OptionalDouble.empty(),
                                0.000_012_5,
                                1.25e12,
                                List.of())),
                new Agreement(
                        Agreement.Status.AGREES,
                        "reference fp32",
                        "",
                        List.of(new Agreement.OutputError(AWKWARD, 1.5e-6, 2.5e-7, 1e-8, 1e-4, 8_192))),
                Optional.of(new SpeedOfLight(
                        2.2e10, 4.4e8, 1.78e13, 3.56e11, OptionalDouble.of(0.125), OptionalDouble.empty(), AWKWARD)),
                List.of(fork(0, "libexample.so.1"), fork(1, "libexample.so.1")));
    }

    private static ForkResult fork(int index, String library) {
        Map<String, long[]> columns = new LinkedHashMap<>();
        columns.put("start_ns", new long[] {0, 1_500_000, 3_000_000});
        columns.put("latency_ns", new long[] {1_234_567, 1_200_000, Long.MAX_VALUE});
        return new ForkResult(
                index,
                true,
                List.of(Device.CPU, new Device("cuda", 1, "Example GPU")),
                Map.of("engine.library", library, "note", AWKWARD),
                List.of(
                        new PhaseResult(Stage.LOAD, 0, 250_000_000, Map.of()),
                        new PhaseResult(Stage.MEASUREMENT, 250_000_000, 5_000_000_000L, Map.of("ended", "precise"))),
                List.of(
                        new SampleTable("iterations", columns),
                        new SampleTable("warm_up", Map.of("latency_ns", new long[0]))),
                Agreement.notChecked("the plan said not to"),
                new Interference(
                        Map.of("gc_pause_ns", 1_500_000.0, "cpu_steal_percent", 0.25),
                        List.of("nvml: no such library"),
                        List.of(new Interference.Event("gc-pause", 1_000, 1_500_000, AWKWARD))),
                Map.of("jvm.options", "-Xmx1g"));
    }

    /** Returns everything the run found. */
    public static RunReport report() {
        return new RunReport(
                1,
                header(),
                STARTED.plusSeconds(61),
                RunReport.Status.FINISHED,
                results(),
                List.of(new RunReport.Ranking(
                        "tiny random",
                        Metrics.LATENCY.key(),
                        List.of(new RunReport.Entry(1, trials().get(0).id(), 1_234_567.5, OptionalDouble.of(1))))));
    }

    /** Returns the report of a run that was stopped before its first trial ended. */
    public static RunReport emptyReport() {
        return new RunReport(1, header(), STARTED.plusSeconds(1), RunReport.Status.INTERRUPTED, List.of(), List.of());
    }
}
