package io.inferbench.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Agreement.OutputError;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.Verdict;
import io.inferbench.api.report.Verdict.Reason;
import io.inferbench.api.report.Verdict.Status;
import io.inferbench.core.config.AgreementSettings;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ExecutionSettings;
import io.inferbench.core.config.MeasurementSettings;
import io.inferbench.core.config.WarmUpSettings;
import io.inferbench.core.summary.TrialSummaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictRulesTest {

    private static final Agreement AGREES = new Agreement(Agreement.Status.AGREES, "reference", "", List.of());

    private static final BenchmarkConfig CONFIG = new BenchmarkConfig(
            "verdicts",
            7,
            List.of(),
            ExecutionSettings.DEFAULT,
            WarmUpSettings.DEFAULT,
            MeasurementSettings.DEFAULT,
            AgreementSettings.DEFAULT,
            List.of(50.0),
            List.of(),
            Path.of("results"),
            Path.of("cache"));

    @Test
    void nothingSpeaksAgainstTwoQuietForks() {
        Verdict verdict = judge(AGREES, Forks.fork(0), Forks.fork(1));

        assertThat(verdict.status()).isEqualTo(Status.VALID);
        assertThat(verdict.reasons()).isEmpty();
    }

    @Test
    void wrongOutputsAreInvalidAndTheirErrorsNamed() {
        Agreement wrong = new Agreement(
                Agreement.Status.DISAGREES,
                "ort-cpu fp32",
                "outputs differ from the reference's on the same inputs",
                List.of(
                        new OutputError("logits", 0.5, 0.25, 0.1, 1e-3, 10),
                        new OutputError("pooled", 1e-9, 1e-9, 1e-9, 1e-3, 10)));

        Reason reason = only("disagrees", judge(wrong, Forks.fork(0), Forks.fork(1)));

        assertThat(reason.severity()).isEqualTo(Status.INVALID);
        assertThat(reason.text())
                .contains("output 'logits' is off by 0.250 of its scale, allowed 0.00100", "ort-cpu fp32")
                .doesNotContain("pooled");
    }

    @Test
    void uncomparedOutputsAreSuspect() {
        Reason reason =
                only("not-checked", judge(Agreement.notChecked("the plan says so"), Forks.fork(0), Forks.fork(1)));

        assertThat(reason.severity()).isEqualTo(Status.SUSPECT);
        assertThat(reason.text()).contains("the plan says so");
    }

    @Test
    void anUnsteadyForkIsNamed() {
        Reason reason =
                only("not-steady", judge(AGREES, Forks.fork(0), Forks.fork(1).notSteady("medians still go up")));

        assertThat(reason.text()).contains("cap of 30 s", "fork 2 medians still go up");
    }

    @Test
    void imprecisionIsToldWithWhatWasReached() {
        Reason reason = only("imprecise", judge(AGREES, Forks.fork(0).imprecise("0.034"), Forks.fork(1)));

        assertThat(reason.text()).contains("±1.00 %", "fork 1 ended by max-time with ±3.40 %");
    }

    @Test
    void fewerCallsThanAskedForAreSuspect() {
        Reason reason = only("too-few-samples", judge(AGREES, Forks.fork(0).calls(49), Forks.fork(1)));

        assertThat(reason.text()).contains("at least 50", "fork 1 49 calls");
    }

    @Test
    void forksThatDifferBeyondTheirNoiseAreSuspect() {
        Reason reason =
                only("forks-differ", judge(AGREES, Forks.fork(0), Forks.fork(1).median(1_080_000)));

        assertThat(reason.text()).contains("8.").contains("limit 5 %");
    }

    @Test
    void forksThatDifferWithinTheirNoiseAreNot() {
        Verdict verdict = judge(
                AGREES,
                Forks.fork(0).noise(1.5).calls(60),
                Forks.fork(1).noise(1.5).calls(60).median(1_060_000));

        assertThat(verdict.reasons()).extracting(Reason::code).doesNotContain("forks-differ");
    }

    @Test
    void aSmallButCertainDifferenceOfForksIsNoReason() {
        Verdict verdict = judge(
                AGREES, Forks.fork(0).noise(0.001), Forks.fork(1).noise(0.001).median(1_030_000));

        assertThat(verdict.reasons()).isEmpty();
    }

    @Test
    void aHarnessThatIsPartOfTheLatencyIsSuspect() {
        Reason reason = only(
                "harness-overhead",
                judge(
                        AGREES,
                        Forks.fork(0).median(2_000).harness(25),
                        Forks.fork(1).median(2_000)));

        assertThat(reason.text()).contains("25 ns", "limit 1 %");
    }

    @Test
    void manyDirtyWindowsAreSuspect() {
        Reason reason = only("dirty-windows", judge(AGREES, Forks.fork(0).dirtyWindows(5), Forks.fork(1)));

        assertThat(reason.text()).contains("5 of 20 windows");
    }

    @Test
    void theWorstForksInterferenceIsToldOnce() {
        Interference busy =
                new Interference(Map.of("observed_ns", 1e9, "other_cpu_percent", 20.0), List.of(), List.of());
        Interference worse =
                new Interference(Map.of("observed_ns", 1e9, "other_cpu_percent", 80.0), List.of(), List.of());

        Reason reason = only(
                "other-cpu",
                judge(AGREES, Forks.fork(0).interference(busy), Forks.fork(1).interference(worse)));

        assertThat(reason.severity()).isEqualTo(Status.INVALID);
        assertThat(reason.text()).startsWith("fork 2: 80.0 %");
    }

    @Test
    void aSingleForkAndThisProcessAreNotes() {
        Verdict verdict = judge(AGREES, Forks.fork(0).inProcess());

        assertThat(verdict.status()).isEqualTo(Status.VALID);
        assertThat(verdict.reasons()).extracting(Reason::code).containsExactly("single-fork", "in-process");
    }

    @Test
    void everyCodeIsExplained() throws IOException {
        String page = Files.readString(Path.of("../docs/verdicts.md"));

        assertThat(VerdictRules.codes())
                .isNotEmpty()
                .allSatisfy(code -> assertThat(page).contains("| `" + code + "` |"));
    }

    private static Reason only(String code, Verdict verdict) {
        assertThat(verdict.reasons()).extracting(Reason::code).containsExactly(code);
        return verdict.reasons().get(0);
    }

    private static Verdict judge(Agreement agreement, Forks... forks) {
        List<ForkResult> done = List.of(forks).stream().map(Forks::done).toList();
        return VerdictRules.judge(new Evidence(CONFIG, done, new TrialSummaries(CONFIG).of(done), agreement));
    }
}
