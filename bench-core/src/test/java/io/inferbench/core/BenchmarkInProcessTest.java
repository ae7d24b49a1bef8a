package io.inferbench.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.api.report.Verdict.Reason;
import io.inferbench.core.config.AgreementSettings;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ExecutionSettings;
import io.inferbench.core.config.ExecutionSettings.Isolation;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.json.ReportJson;
import io.inferbench.core.run.fake.Behaviour;
import io.inferbench.core.run.fake.FakeBackend;
import io.inferbench.core.run.fake.FakeModels;
import io.inferbench.core.run.fake.FakeWorkload;
import io.inferbench.core.sink.JsonSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkInProcessTest {

    private static final ExecutionSettings IN_PROCESS = Plans.execution(Isolation.IN_PROCESS, 2);

    @TempDir
    Path folder;

    @Test
    void aLoneGoodBackendIsTheReferenceAndValid() throws Exception {
        RunOutcome outcome = benchmark().run(Plans.of(folder, IN_PROCESS, Plans.fake("good")));

        Completed completed = (Completed) only(outcome.report());
        assertThat(Plans.verdictBesideTiming(completed).status()).isEqualTo(Verdict.Status.VALID);
        assertThat(codes(completed)).contains("in-process").doesNotContain("not-checked");
        assertThat(completed.agreement().status()).isEqualTo(Agreement.Status.REFERENCE);
        assertThat(completed.forks()).hasSize(2).noneMatch(fork -> fork.isolated());
        assertThat(completed.summaries())
                .extracting(summary -> summary.metric().name())
                .containsExactly("latency", "device_time", "sample_throughput", "token_throughput");
        assertThat(completed.summary("device_time").orElseThrow().value()).isEqualTo(40);
        assertThat(outcome.report().status()).isEqualTo(RunReport.Status.FINISHED);
        assertThat(outcome.sinkFailures()).isEmpty();
    }

    @Test
    void theReportIsWrittenAndReadBackEqual() throws Exception {
        RunOutcome outcome = benchmark().run(Plans.of(folder, IN_PROCESS, Plans.fake("good")));

        assertThat(outcome.files()).containsExactly(outcome.directory().resolve("report.json"));
        RunReport read = ReportJson.read(outcome.files().get(0));
        assertThat(read.header().planSha256())
                .isEqualTo(outcome.report().header().planSha256());
        assertThat(read.header().trials()).isEqualTo(outcome.report().header().trials());
        assertThat(((Completed) only(read)).summaries()).isEqualTo(((Completed) only(outcome.report())).summaries());
    }

    @Test
    void wrongAnswersAreInvalidWhateverTheirSpeed() throws Exception {
        RunReport report = benchmark()
                .run(Plans.of(
                        folder,
                        IN_PROCESS,
                        Plans.fake("good"),
                        Plans.fake("lie"),
                        Plans.fake("not-a-number"),
                        Plans.fake("wrong-shape"),
                        Plans.fake("turn-liar")))
                .report();

        assertThat(Plans.verdictBesideTiming(report.results().get(0)).status()).isEqualTo(Verdict.Status.VALID);
        assertThat(reason(report, 1)).startsWith("outputs differ").contains("'sums' is off by 1.00 of its scale");
        assertThat(reason(report, 2)).contains("'sums' is NaN at element 0");
        assertThat(reason(report, 3)).contains("should have shape [1], not [1, 2]");
        assertThat(reason(report, 4)).contains("after the measurement the answer to request");
        assertThat(report.results())
                .filteredOn(result -> result.verdict().status() == Verdict.Status.INVALID)
                .hasSize(4);
        assertThat(report.rankings()).isEmpty();
    }

    @Test
    void inputsThatDifferFromTheReferencesAreCaught() throws Exception {
        BenchmarkConfig config = Plans.of(
                folder,
                IN_PROCESS,
                AgreementSettings.DEFAULT,
                Map.of("workload.unseeded", List.of("true")),
                Plans.fake("good"),
                new ProviderChoice("fake", Map.of("max_concurrency", "2")));

        RunReport report = benchmark().run(config).report();

        assertThat(reason(report, 1)).contains("is not the one that the reference got", "SHA-256");
    }

    @Test
    void aReferenceThatBreaksIsReplacedByTheNext() throws Exception {
        RunReport report = benchmark()
                .run(Plans.of(
                        folder, IN_PROCESS, Plans.fake("throw-in-first-call"), Plans.fake("good"), Plans.fake("lie")))
                .report();

        assertThat(report.results().get(0)).isInstanceOf(Failed.class);
        assertThat(((Completed) report.results().get(1)).agreement().status()).isEqualTo(Agreement.Status.REFERENCE);
        assertThat(((Completed) report.results().get(2)).agreement().status()).isEqualTo(Agreement.Status.DISAGREES);
    }

    @Test
    void aNamedReferenceRunsFirstInAForkOfItsOwn() throws Exception {
        BenchmarkConfig config = Plans.of(
                folder,
                IN_PROCESS,
                Plans.referenceIs("fake"),
                Map.of("precision", List.of("fp16")),
                Plans.fake("good"));

        Completed completed = (Completed) only(benchmark().run(config).report());

        assertThat(completed.agreement().status()).isEqualTo(Agreement.Status.AGREES);
        assertThat(completed.agreement().reference()).contains("fake", "fp32");
        assertThat(completed.agreement().errors()).hasSize(1);
    }

    @Test
    void withoutAReferenceThatWorksTheNumbersAreSuspect() throws Exception {
        BenchmarkConfig config =
                Plans.of(folder, IN_PROCESS, Plans.referenceIs("broken"), Map.of(), Plans.fake("good"));
        Benchmark benchmark = builder()
                .add(new FakeBackend("broken", Behaviour.THROW_IN_OPEN))
                .build();

        TrialResult result = only(benchmark.run(config).report());

        assertThat(result.verdict().status()).isEqualTo(Verdict.Status.SUSPECT);
        assertThat(result.verdict().reasons())
                .extracting(Reason::text)
                .anyMatch(text -> text.contains("there is no reference: broken fp32 broke: BackendException"));
    }

    @Test
    void comparableTrialsAreRankedAndAlikeOnesShareARank() throws Exception {
        RunReport report = benchmark()
                .run(Plans.of(
                        folder,
                        IN_PROCESS,
                        Plans.fake("good"),
                        new ProviderChoice("fake", Map.of("max_concurrency", "2")),
                        Plans.fake("slow")))
                .report();

        RunReport.Ranking ranking = report.rankings().get(0);
        assertThat(ranking.metric()).isEqualTo("latency_ns");
        assertThat(ranking.entries()).hasSize(3);
        assertThat(ranking.entries().get(2).trialId()).contains("slow");
        assertThat(ranking.entries().get(2).rank()).isEqualTo(3);
        assertThat(ranking.entries().get(0).rank()).isEqualTo(1);
    }

    @Test
    void anInterruptedRunReportsWhatItHasAndCanBeFinished() throws Exception {
        BenchmarkConfig config = Plans.of(folder, IN_PROCESS, Plans.fake("good"), Plans.fake("lie"));
        StoppingSink stopping = new StoppingSink();
        Benchmark stopped = Benchmark.builder()
                .unwatched()
                .add(new FakeBackend())
                .add(new FakeModels())
                .add(new FakeWorkload())
                .add(stopping)
                .build();

        RunOutcome first = stopped.run(config);
        boolean marked = Thread.interrupted();

        assertThat(marked).isTrue();
        assertThat(first.report().status()).isEqualTo(RunReport.Status.INTERRUPTED);
        assertThat(first.report().results()).hasSize(1);

        RunOutcome second = benchmark().resume(config, first.directory());

        assertThat(second.report().status()).isEqualTo(RunReport.Status.FINISHED);
        assertThat(second.report().results()).hasSize(2);
        assertThat(((Completed) second.report().results().get(0)).forks().get(0).tables())
                .usingRecursiveComparison()
                .isEqualTo(((Completed) first.report().results().get(0))
                        .forks()
                        .get(0)
                        .tables());
        assertThat(second.report().header().startedAt())
                .isEqualTo(first.report().header().startedAt());
    }

    @Test
    void anotherPlanCannotResumeARun() throws Exception {
        RunOutcome first = benchmark().run(Plans.of(folder, IN_PROCESS, Plans.fake("good")));

        assertThatThrownBy(() -> benchmark().resume(Plans.of(folder, IN_PROCESS, Plans.fake("lie")), first.directory()))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("had another plan");
    }

    @Test
    void aTornLastLineOfTheJournalIsForgotten() throws Exception {
        BenchmarkConfig config = Plans.of(folder, IN_PROCESS, Plans.fake("good"));
        RunOutcome first = benchmark().run(config);
        Path journal = first.directory().resolve("journal.jsonl");
        byte[] whole = Files.readAllBytes(journal);
        Files.write(journal, Arrays.copyOf(whole, whole.length - 10));

        RunOutcome second = benchmark().resume(config, first.directory());

        assertThat(second.report().results()).hasSize(1);
        try (Stream<String> lines = Files.lines(journal)) {
            assertThat(lines).hasSize(3);
        }
    }

    @Test
    void aResultsFolderThatCannotBeMadeIsAnErrorThatNamesIt() throws Exception {
        Files.writeString(folder.resolve("results"), "a file in the way");

        assertThatThrownBy(() -> benchmark().run(Plans.of(folder, IN_PROCESS, Plans.fake("good"))))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(folder.resolve("results").toString());
    }

    private static Benchmark benchmark() {
        return builder().build();
    }

    private static Benchmark.Builder builder() {
        return Benchmark.builder()
                .unwatched()
                .add(new FakeBackend())
                .add(new FakeModels())
                .add(new FakeWorkload())
                .add(new JsonSink());
    }

    private static TrialResult only(RunReport report) {
        assertThat(report.results()).hasSize(1);
        return report.results().get(0);
    }

    private static List<String> codes(TrialResult result) {
        return result.verdict().reasons().stream().map(Reason::code).toList();
    }

    private static String reason(RunReport report, int trial) {
        return report.results().get(trial).verdict().reasons().stream()
                .filter(reason -> reason.code().equals("disagrees"))
                .map(Reason::text)
                .findFirst()
                .orElse("no such reason");
    }
}
