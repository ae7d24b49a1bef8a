package io.inferbench.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.inferbench.api.Device;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Skipped;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.json.ReportJson;
import io.inferbench.junit.SpeedGuard.Undecided;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class SpeedGuardTest {

    private static final Trial TRIAL = new Trial("ort/m", "ort", "m", "w", Map.of(), Map.of(), Map.of(), Map.of());

    @TempDir
    private Path folder;

    private Path baseline = Path.of("");
    private final Random random = new Random(1);

    @BeforeEach
    void writeBaseline() throws IOException {
        baseline = folder.resolve("baseline.json");
        try (OutputStream out = Files.newOutputStream(baseline)) {
            ReportJson.write(run("CPU", completed(1)), out);
        }
    }

    @AfterEach
    void clearProperties() {
        System.clearProperty(SpeedGuard.STRICT);
        System.clearProperty(SpeedGuard.RECORD);
    }

    @Test
    void whatIsAsFastPasses() {
        assertThatCode(() -> guard().check(run("CPU", completed(1)))).doesNotThrowAnyException();
        assertThatCode(() -> guard().check(run("CPU", completed(0.5)))).doesNotThrowAnyException();
    }

    @Test
    void whatIsSlowerFailsAndSaysByHowMuch() {
        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() -> guard().check(run("CPU", completed(1.3))))
                .withMessageStartingWith("Slower than the baseline")
                .withMessageContaining("SLOWER  ort/m")
                .withMessageMatching("(?s).*latency 10\\.\\d+ ms → 1[23]\\.\\d+ ms, \\+(29|30)\\.\\d % .*");
    }

    @Test
    void onAnotherMachineItIsAborted() {
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> guard().check(run("other CPU", completed(1.3))))
                .withMessageContaining("! processor.model: CPU → other CPU");
    }

    @Test
    void whatCannotBeToldIsAborted() {
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> SpeedGuard.against(baseline)
                        .comparing(comparison -> comparison.margin(0.0001))
                        .check(run("CPU", completed(1))))
                .withMessageContaining("CANNOT TELL");
    }

    @Test
    void strictlyWhatWouldAbortFails() {
        System.setProperty(SpeedGuard.STRICT, "true");

        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() -> guard().check(run("other CPU", completed(1))));
    }

    @Test
    void whatFailedOrIsWrongFails() {
        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() -> guard().check(
                                run("CPU", new Failed(TRIAL, Stage.LOAD, "crashed", List.of(), List.of(), List.of()))))
                .withMessageContaining("FAILED  ort/m: load: crashed");
        Agreement wrong = new Agreement(Agreement.Status.DISAGREES, "ort fp32", "other tokens", List.of());
        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() -> guard().check(run("CPU", completed(1, Verdict.invalid("disagrees", "wrong"), wrong))))
                .withMessageContaining("INVALID  ort/m: disagrees: wrong");
    }

    /** A machine that was busy says nothing of the code, and no baseline is made of it. */
    @Test
    void whatTheMachineSpoiltIsAbortedAndNotRecorded() throws IOException {
        byte[] before = Files.readAllBytes(baseline);
        RunReport spoilt = run("CPU", completed(1, Verdict.invalid("other-cpu", "busy"), Agreement.notChecked("")));
        RunReport absent = run("CPU", new Skipped(TRIAL, "no GPU", "install one"));

        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> guard().check(spoilt))
                .withMessageContaining("INVALID  ort/m: other-cpu: busy");
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> guard().check(absent))
                .withMessageContaining("SKIPPED  ort/m: no GPU");
        System.setProperty(SpeedGuard.RECORD, "true");
        assertThatExceptionOfType(TestAbortedException.class).isThrownBy(() -> guard().check(spoilt));
        assertThat(baseline).hasBinaryContent(before);
    }

    @Test
    void withoutABaselineItFailsAndSaysHowToMakeOne() {
        Path absent = folder.resolve("new/baseline.json");

        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() -> SpeedGuard.against(absent).check(run("CPU", completed(1))))
                .withMessageContaining("-D" + SpeedGuard.RECORD + "=true");

        System.setProperty(SpeedGuard.RECORD, "true");
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> SpeedGuard.against(absent).check(run("CPU", completed(1))));
        System.clearProperty(SpeedGuard.RECORD);
        assertThat(absent).exists();
        assertThatCode(() -> guard(absent).check(run("CPU", completed(1)))).doesNotThrowAnyException();
    }

    /** Two forks 6 % apart cannot tell; with those of a second attempt they can. */
    @Test
    void whatCannotBeToldIsMeasuredAgainAndItsForksAreKept() throws Exception {
        Deque<RunReport> runs = new ArrayDeque<>(List.of(run("CPU", forks(0.97, 1.03)), run("CPU", forks(1, 1, 1, 1))));

        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> guard().check(runs.getFirst()))
                .withMessageContaining("CANNOT TELL");
        guard().attempts(3).check(runs::remove);

        assertThat(runs).isEmpty();
    }

    @Test
    void whatTheMachineSpoiltIsMeasuredAgainAndLeftOut() throws Exception {
        RunReport spoilt = run("CPU", completed(2, Verdict.invalid("other-cpu", "busy"), Agreement.notChecked("")));
        Deque<RunReport> runs = new ArrayDeque<>(List.of(spoilt, run("CPU", completed(1))));

        guard().attempts(2).check(runs::remove);

        assertThat(runs).isEmpty();
    }

    @Test
    void slowerOnADisturbedMachineIsBelievedTheSecondTime() throws Exception {
        RunReport disturbed = run(
                "CPU",
                completed(
                        1.3,
                        Verdict.of(List.of(new Verdict.Reason("timer-late", Verdict.Status.SUSPECT, "late"))),
                        Agreement.notChecked("")));
        Deque<RunReport> runs = new ArrayDeque<>(List.of(disturbed, run("CPU", completed(1))));
        guard().attempts(2).check(runs::remove);

        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() -> guard().attempts(5).check(() -> disturbed))
                .withMessageContaining("attempt 2 of 5")
                .withMessageContaining("SUSPECT: timer-late");
    }

    @Test
    void anotherMachineIsNotMeasuredTwice() {
        Deque<RunReport> runs = new ArrayDeque<>(List.of(run("other CPU", completed(1)), run("CPU", completed(1))));

        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> guard().attempts(2).check(runs::remove));
        assertThat(runs).hasSize(1);
    }

    @Test
    void whatBecomesOfTheUndecidedIsTheTeamsToSay() {
        RunReport open = run("CPU", forks(0.97, 1.03));

        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() -> guard().whenUndecided(Undecided.FAIL).check(open));
        assertThatCode(() -> guard().whenUndecided(Undecided.PASS).check(open)).doesNotThrowAnyException();
        System.setProperty(SpeedGuard.STRICT, "true");
        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() -> guard().whenUndecided(Undecided.PASS).check(open));
    }

    @Test
    void aBaselineThatIsNoReportFails() throws IOException {
        Files.writeString(baseline, "{}");

        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() -> guard().check(run("CPU", completed(1))))
                .withMessageContaining("baseline cannot be read");
    }

    private SpeedGuard guard() {
        return guard(baseline);
    }

    private static SpeedGuard guard(Path file) {
        return SpeedGuard.against(file).comparing(comparison -> comparison.margin(0.05));
    }

    private static RunReport run(String processor, TrialResult result) {
        RunHeader header = new RunHeader(
                "run",
                "0.1.0",
                Instant.EPOCH,
                Map.of(),
                "",
                42,
                Map.of("processor", Map.of("model", processor)),
                List.of(),
                List.of(TRIAL));
        return new RunReport(1, header, Instant.EPOCH, RunReport.Status.FINISHED, List.of(result), List.of());
    }

    private Completed completed(double factor) {
        return completed(factor, Verdict.of(List.of()), Agreement.notChecked(""));
    }

    private Completed completed(double factor, Verdict verdict, Agreement agreement) {
        return completed(verdict, agreement, factor, factor, factor, factor);
    }

    private Completed forks(double... factors) {
        return completed(Verdict.of(List.of()), Agreement.notChecked(""), factors);
    }

    private Completed completed(Verdict verdict, Agreement agreement, double... factors) {
        return new Completed(
                TRIAL,
                verdict,
                List.of(),
                agreement,
                Optional.empty(),
                IntStream.range(0, factors.length)
                        .mapToObj(k -> fork(k, factors[k]))
                        .toList());
    }

    private ForkResult fork(int index, double factor) {
        long[] latencies = new long[100];
        for (int i = 0; i < latencies.length; i++) {
            latencies[i] = Math.round(10e6 * factor * (1 + 0.01 * random.nextGaussian()));
        }
        return new ForkResult(
                index,
                true,
                List.of(Device.CPU),
                Map.of(),
                List.of(),
                List.of(new SampleTable("iterations", Map.of("latency_ns", latencies))),
                Agreement.notChecked(""),
                Interference.none(),
                Map.of());
    }
}
