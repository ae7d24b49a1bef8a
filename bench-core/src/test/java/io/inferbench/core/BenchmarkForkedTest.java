package io.inferbench.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Skipped;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.config.AgreementSettings;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ExecutionSettings;
import io.inferbench.core.config.ExecutionSettings.Isolation;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.json.ReportJson;
import io.inferbench.core.run.fake.FakeBackend;
import io.inferbench.core.run.fake.FakeModels;
import io.inferbench.core.run.fake.FakeWorkload;
import io.inferbench.core.sink.JsonSink;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs in child processes. */
class BenchmarkForkedTest {

    @TempDir
    Path folder;

    @Test
    void oneBadBackendOfEachKindLeavesTheGoodOneValid() throws Exception {
        BenchmarkConfig config = Plans.of(
                folder,
                execution(1, Duration.ofSeconds(6)),
                Plans.fake("good"),
                Plans.fake("halt"),
                Plans.fake("hang"),
                Plans.fake("lie"),
                ProviderChoice.of("broken-jar"));

        RunOutcome outcome;
        try (URLClassLoader jars =
                new URLClassLoader(new URL[] {brokenJar()}, getClass().getClassLoader())) {
            outcome = Benchmark.builder()
                    .unwatched()
                    .discover(jars)
                    .add(new FakeBackend())
                    .add(new FakeModels())
                    .add(new FakeWorkload())
                    .build()
                    .run(config);
        }

        List<TrialResult> rows = outcome.report().results();
        assertThat(rows).hasSize(5);
        assertThat(Plans.verdictBesideTiming(rows.get(0)).status()).isEqualTo(Verdict.Status.VALID);
        assertThat(((Completed) rows.get(0)).forks()).allMatch(ForkResult::isolated);
        assertThat(((Failed) rows.get(1)).cause()).contains("exit code 42");
        assertThat(((Failed) rows.get(1)).stage()).isEqualTo(Stage.FIRST_CALL);
        assertThat(((Failed) rows.get(2)).cause()).contains("time limit of 6s");
        assertThat(rows.get(3).verdict().reasons())
                .anyMatch(reason -> reason.code().equals("disagrees"));
        assertThat(((Skipped) rows.get(4)).reason()).contains("broken-jar", "NoSuchBackend");
        assertThat(outcome.report().header().discoveryFailures()).anyMatch(text -> text.contains("NoSuchBackend"));
        assertThat(outcome.report().status()).isEqualTo(RunReport.Status.FINISHED);
        RunReport written = ReportJson.read(outcome.directory().resolve("report.json"));
        assertThat(written.results()).hasSize(5);
    }

    /** A jar that names a class it does not hold. */
    private URL brokenJar() throws Exception {
        Path services = Files.createDirectories(folder.resolve("broken/META-INF/services"));
        Files.writeString(services.resolve("io.inferbench.api.backend.Backend"), "bad.NoSuchBackend\n");
        return folder.resolve("broken").toUri().toURL();
    }

    @Test
    void twoForksOfATrialAreTwoProcesses() throws Exception {
        BenchmarkConfig config = Plans.of(
                folder,
                execution(2, Duration.ofSeconds(60)),
                AgreementSettings.DEFAULT,
                Map.of("batch", List.of("2")),
                Plans.fake("good"));

        RunReport report = Benchmark.builder()
                .unwatched()
                .add(new FakeBackend())
                .add(new FakeModels())
                .add(new FakeWorkload())
                .add(new JsonSink())
                .build()
                .run(config)
                .report();

        Completed completed = (Completed) report.results().get(0);
        assertThat(completed.forks()).extracting(ForkResult::index).containsExactly(0, 1);
        assertThat(Plans.verdictBesideTiming(completed).reasons()).isEmpty();
    }

    private static ExecutionSettings execution(int forks, Duration timeLimit) {
        ExecutionSettings usual = Plans.execution(Isolation.FORKED, forks);
        return new ExecutionSettings(
                usual.isolation(),
                usual.forks(),
                usual.order(),
                timeLimit,
                usual.onUnavailable(),
                usual.jvmArguments());
    }
}
