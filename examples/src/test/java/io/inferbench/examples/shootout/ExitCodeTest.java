package io.inferbench.examples.shootout;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Skipped;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.api.report.Verdict.Reason;
import io.inferbench.api.report.Verdict.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    private static final Trial TRIAL = new Trial("id", "b", "m", "w", Map.of(), Map.of(), Map.of(), Map.of());
    private static final TrialResult SKIPPED = new Skipped(TRIAL, "absent", "install it");
    private static final TrialResult FAILED = new Failed(TRIAL, Stage.LOAD, "crash", List.of(), List.of(), List.of());

    @Test
    void validAndSuspectAreFineAndSkippedBesideThemIs() {
        assertThat(exitCode(completed(Status.VALID))).isEqualTo(0);
        assertThat(exitCode(completed(Status.VALID), completed(Status.SUSPECT), SKIPPED))
                .isEqualTo(0);
    }

    @Test
    void anythingInvalidOrFailedIsNot() {
        assertThat(exitCode(completed(Status.VALID), completed(Status.INVALID))).isEqualTo(1);
        assertThat(exitCode(completed(Status.VALID), FAILED)).isEqualTo(1);
    }

    @Test
    void nothingButSkippedIsNoSuccess() {
        assertThat(exitCode(SKIPPED)).isEqualTo(1);
    }

    @Test
    void anInterruptedRunSaysSoWhateverItHas() {
        assertThat(PlanRun.exitCode(report(RunReport.Status.INTERRUPTED, completed(Status.VALID)), true))
                .isEqualTo(130);
    }

    @Test
    void aReportThatCouldNotBeWrittenIsAnErrorOfItsOwn() {
        assertThat(PlanRun.exitCode(report(RunReport.Status.FINISHED, completed(Status.VALID)), false))
                .isEqualTo(3);
    }

    private static int exitCode(TrialResult... results) {
        return PlanRun.exitCode(report(RunReport.Status.FINISHED, results), true);
    }

    private static TrialResult completed(Status status) {
        List<Reason> reasons = status == Status.VALID ? List.of() : List.of(new Reason("code", status, "text"));
        return new Completed(
                TRIAL, Verdict.of(reasons), List.of(), Agreement.notChecked(""), Optional.empty(), List.of());
    }

    private static RunReport report(RunReport.Status status, TrialResult... results) {
        RunHeader header =
                new RunHeader("run", "0", Instant.EPOCH, Map.of(), "", 0, Map.of(), List.of(), List.of(TRIAL));
        return new RunReport(1, header, Instant.EPOCH, status, List.of(results), List.of());
    }
}
