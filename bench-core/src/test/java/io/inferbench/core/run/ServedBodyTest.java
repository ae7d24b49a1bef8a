package io.inferbench.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.backend.RequestEnd;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.agreement.AgreementTask;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.LoadSettings;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.load.Objectives;
import io.inferbench.core.plan.PlannedTrial;
import io.inferbench.core.serve.LoadWindow;
import io.inferbench.core.serve.RequestRecord;
import io.inferbench.core.serve.RequestTables;
import io.inferbench.core.serve.ServedFigures;
import io.inferbench.core.summary.TrialSummaries;
import io.inferbench.core.verdict.Evidence;
import io.inferbench.core.verdict.VerdictRules;
import io.inferbench.core.workload.SyntheticPrompts;
import io.inferbench.tck.doubles.FakeBackend;
import io.inferbench.tck.doubles.FakeModelSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServedBodyTest {

    private static final int NEW_TOKENS = 5;
    private static final int PROMPT = 7;
    private static final LoadSettings LOAD = load(40, 6);

    @TempDir
    Path folder;

    private static LoadSettings load(int requests, int warmUp) {
        LoadSettings usual = LoadSettings.DEFAULT;
        return new LoadSettings(
                OptionalInt.of(requests),
                Optional.empty(),
                OptionalInt.of(warmUp),
                new Objectives(Map.of("e2el", Duration.ofMinutes(1))),
                usual.goodShare(),
                Duration.ofMillis(100),
                usual.drain(),
                usual.speed(),
                10);
    }

    private ForkOutcome run(Map<String, String> parameters, Map<String, String> backendOptions, LoadSettings load)
            throws InterruptedException {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("sequence_length", Integer.toString(PROMPT));
        all.put("new_tokens", Integer.toString(NEW_TOKENS));
        Map<String, String> prompts = Map.of("requests", "60", "vocabulary", "64");
        PlannedTrial planned = new PlannedTrial(
                new Trial(
                        "fake/served",
                        "fake",
                        FakeModelSource.SERVED_MODEL,
                        "synthetic-prompts",
                        all,
                        backendOptions,
                        Map.of(),
                        prompts),
                new ProviderChoice("fake", backendOptions),
                ModelChoice.of(FakeModelSource.SERVED_MODEL),
                new ProviderChoice("synthetic-prompts", prompts),
                Optional.empty());
        ForkAssignment assignment = new ForkAssignment(
                planned,
                0,
                ForkAssignment.Purpose.MEASURE,
                7,
                FakeTrials.WARM_UP,
                FakeTrials.MEASUREMENT,
                load,
                AgreementTask.off(),
                false,
                folder,
                folder);
        TrialProviders providers = new TrialProviders(new FakeBackend(), new FakeModelSource(), new SyntheticPrompts());
        return new TrialBody(assignment, providers, false, ForkListener.NONE).run();
    }

    private static ForkResult finished(ForkOutcome outcome) {
        assertThat(outcome).isInstanceOf(ForkOutcome.Finished.class);
        return ((ForkOutcome.Finished) outcome).result();
    }

    private static Map<String, String> facts(ForkResult fork) {
        return fork.phase(Stage.MEASUREMENT).orElseThrow().facts();
    }

    private static BenchmarkConfig config(LoadSettings load) {
        return BenchmarkConfig.builder("served").load(load).build();
    }

    private static Verdict judge(ForkResult fork, LoadSettings load) {
        List<MetricSummary> summaries = new TrialSummaries(config(load)).of(List.of(fork));
        return VerdictRules.judge(new Evidence(config(load), List.of(fork), summaries, fork.agreement()));
    }

    @Test
    void aClosedLoopKeepsItsPlacesAndCountsEveryToken() throws InterruptedException {
        ForkResult fork =
                finished(run(Map.of("concurrency", "3"), Map.of("latency", "300us", "first-token", "1ms"), LOAD));

        List<RequestRecord> records = RequestTables.read(fork).orElseThrow();
        LoadWindow window = LoadWindow.measurement(fork).orElseThrow();
        ServedFigures figures = new ServedFigures(records, window);
        assertThat(records).hasSize(46);
        assertThat(figures.answered()).hasSize(40);
        assertThat(figures.mostInFlight()).isLessThanOrEqualTo(3);
        assertThat(figures.answered()).allSatisfy(record -> {
            assertThat(record.promptTokens()).isEqualTo(PROMPT);
            assertThat(record.outputTokens()).isEqualTo(NEW_TOKENS);
            assertThat(record.firstNanos() - record.sentNanos()).isEqualTo(1_000_000);
            assertThat(record.lastNanos() - record.sentNanos()).isEqualTo(1_000_000 + 4 * 300_000);
            assertThat(record.startedNanos()).isGreaterThanOrEqualTo(record.intendedNanos());
            assertThat(record.sentNanos()).isGreaterThanOrEqualTo(record.startedNanos());
        });
        assertThat(Arrays.stream(figures.samples(Metrics.TPOT))).containsOnly(300_000.0);
        assertThat(Arrays.stream(figures.samples(Metrics.ITL))).hasSize(160).containsOnly(300_000.0);
        assertThat(facts(fork))
                .containsEntry("ended", "count")
                .containsEntry("failed", "0")
                .containsEntry("prompts_repeated", "0")
                .containsEntry("short_answers", "0")
                .containsEntry("tokens_counted_by", "usage 40")
                .containsEntry("window.full_load", "true");
        assertThat(fork.agreement().status()).isEqualTo(Agreement.Status.NOT_CHECKED);
    }

    @Test
    void summariesHoldWhatAServerIsJudgedBy() throws InterruptedException {
        ForkResult fork = finished(run(Map.of("concurrency", "2"), Map.of("latency", "200us"), LOAD));

        List<MetricSummary> summaries = new TrialSummaries(config(LOAD)).of(List.of(fork));
        assertThat(summaries.get(0).metric()).isEqualTo(Metrics.E2EL);
        assertThat(summaries)
                .extracting(MetricSummary::metric)
                .contains(
                        Metrics.TTFT,
                        Metrics.TPOT,
                        Metrics.ITL,
                        Metrics.TTFT_FROM_INTENDED,
                        Metrics.GOODPUT,
                        Metrics.REQUEST_THROUGHPUT,
                        Metrics.OUTPUT_TOKEN_THROUGHPUT,
                        Metrics.TOKEN_THROUGHPUT,
                        Metrics.REQUESTS_IN_FLIGHT)
                .doesNotContain(Metrics.CONNECT_TIME, Metrics.LATENCY);
    }

    @Test
    void anOpenLoopKeepsTheScheduleItWasGiven() throws InterruptedException {
        ForkResult fork =
                finished(run(Map.of("rate", "400", "arrivals", "constant"), Map.of("latency", "100us"), LOAD));

        List<RequestRecord> records = RequestTables.read(fork).orElseThrow();
        LoadWindow window = LoadWindow.measurement(fork).orElseThrow();
        assertThat(window.scheduled()).isTrue();
        assertThat(window.nanos()).isEqualTo(100_000_000);
        List<RequestRecord> measured = new ServedFigures(records, window).measured();
        for (int number = 0; number < measured.size(); number++) {
            assertThat(measured.get(number).intendedNanos() - window.startNanos())
                    .as("nothing is re-anchored")
                    .isEqualTo(number * 2_500_000L);
        }
        assertThat(facts(fork))
                .containsEntry("schedule.planned_rate_per_s", "400.000")
                .containsKey("schedule.late_p99_ns");
        assertThat(new TrialSummaries(config(LOAD)).of(List.of(fork)).get(0).metric())
                .isEqualTo(Metrics.E2EL_FROM_INTENDED);
    }

    @Test
    void failuresAreCountedByClassAndAreNeverLatencies() throws InterruptedException {
        ForkResult fork = finished(run(
                Map.of("concurrency", "2"),
                Map.of("latency", "100us", "request-failure", "truncated", "failure-every", "8"),
                LOAD));

        List<RequestRecord> records = RequestTables.read(fork).orElseThrow();
        ServedFigures figures =
                new ServedFigures(records, LoadWindow.measurement(fork).orElseThrow());
        long failed = figures.measured().stream()
                .filter(record -> record.failure().equals(Optional.of(RequestEnd.Failure.TRUNCATED)))
                .count();
        assertThat(failed).isEqualTo(5);
        assertThat(figures.samples(Metrics.E2EL)).hasSize(35);
        assertThat(facts(fork)).containsEntry("failed", "5").containsEntry("failures", "truncated 5");
        assertThat(judge(fork, LOAD).reasons())
                .filteredOn(reason -> reason.code().equals("most-failed"))
                .singleElement()
                .satisfies(reason -> {
                    assertThat(reason.severity()).isEqualTo(Verdict.Status.INVALID);
                    assertThat(reason.text()).contains("5 of 40").contains("truncated 5");
                });
    }

    @Test
    void aServerThatIsLostEndsTheLoadAndTheReportIsThere() throws InterruptedException {
        LoadSettings load = load(40, 0);
        ForkResult fork = finished(
                run(Map.of("concurrency", "2"), Map.of("misbehaviour", "run-fails", "misbehave-at", "10"), load));

        assertThat(facts(fork)).containsEntry("ended", "server-lost");
        assertThat(facts(fork).get("failures")).startsWith("in-stream 1");
        assertThat(judge(fork, load).status()).isEqualTo(Verdict.Status.INVALID);
        assertThat(judge(fork, load).reasons()).extracting(Verdict.Reason::code).contains("server-lost");
    }

    @Test
    void aFirstRequestWithoutAnAnswerEndsTheTrialThere() throws InterruptedException {
        ForkOutcome outcome = run(Map.of(), Map.of("request-failure", "throttled"), LOAD);

        assertThat(outcome).isInstanceOfSatisfying(ForkOutcome.Broken.class, broken -> {
            assertThat(broken.stage()).isEqualTo(Stage.FIRST_CALL);
            assertThat(broken.cause()).contains("throttled");
        });
    }

    @Test
    void theEngineIsAskedBesideTheMeasurement() throws InterruptedException {
        ForkResult fork = finished(run(Map.of("concurrency", "4"), Map.of("latency", "1ms"), LOAD));

        assertThat(facts(fork)).containsEntry("engine.requests.waiting.mean", "0.00000");
        assertThat(Double.parseDouble(facts(fork).get("engine.requests.running.most")))
                .isPositive();
    }

    @Test
    void theHighestRateThatMeetsTheObjectivesIsFoundAndMeasured() throws InterruptedException {
        ForkResult fork = finished(run(Map.of("rate", "search:100..200"), Map.of("latency", "50us"), LOAD));

        assertThat(facts(fork))
                .containsEntry("search.met", "true")
                .containsEntry("search.rate_per_s", "200.0")
                .containsEntry("search.probes", "100.0/s held, 200.0/s held")
                .containsEntry("schedule.planned_rate_per_s", facts(fork).get("schedule.planned_rate_per_s"));
        SampleTable stages = fork.table(LoadWindow.TABLE).orElseThrow();
        assertThat(stages.column("kind")).containsExactly(1, 1, 0, 2);
    }

    @Test
    void tooFewRequestsForTheLoadAreSaid() throws InterruptedException {
        LoadSettings load = load(12, 0);
        ForkResult fork = finished(run(Map.of("concurrency", "8"), Map.of("latency", "100us"), load));

        assertThat(judge(fork, load).reasons())
                .extracting(Verdict.Reason::code)
                .contains("load-not-held", "not-compared")
                .doesNotContain("prompts-repeated", "some-failed", "server-lost");
    }
}
