package io.inferbench.core.compare;

import static io.inferbench.core.compare.SimulatedRuns.VALID;
import static io.inferbench.core.compare.SimulatedRuns.report;
import static io.inferbench.core.compare.SimulatedRuns.trial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Skipped;
import io.inferbench.api.report.Stage;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.compare.ComparisonReport.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Trial TRIAL = trial("ort", "batch", "1");

    private final SimulatedRuns runs = new SimulatedRuns(1, 4, 200, 0.003);

    @Test
    void aSlowerTrialDecides() {
        ComparisonReport found = Comparison.of(runs.run("a", 1, 1, 1), runs.run("b", 1, 1.2, 0.8))
                .margin(0.05)
                .report();

        assertThat(found.trials())
                .extracting(TrialComparison::finding)
                .containsExactly(Finding.EQUIVALENT, Finding.SLOWER, Finding.FASTER);
        assertThat(found.outcome()).isEqualTo(Outcome.SLOWER);
        assertThat(found.trials().get(1).explanation()).matches("\\+(19|20)\\.\\d % \\(.*\\)");
        assertThat(found.confidenceEach()).isEqualTo(1 - 0.05 / 3);
    }

    @Test
    void whatCannotBeToldIsNoPassAndSaysWhatWouldTell() {
        SimulatedRuns noisy = new SimulatedRuns(2, 2, 50, 0.05);
        ComparisonReport found =
                Comparison.of(noisy.run("a", 1), noisy.run("b", 1)).report();

        assertThat(found.trials().get(0).finding()).isEqualTo(Finding.CANNOT_TELL);
        assertThat(found.trials().get(0).explanation()).contains("forks on each side");
        assertThat(found.outcome()).isEqualTo(Outcome.UNDECIDED);
    }

    @Test
    void oneForkCannotTellWhatARestartChanges() {
        SimulatedRuns single = new SimulatedRuns(3, 1, 500, 0);

        TrialComparison found = Comparison.of(single.run("a", 1), single.run("b", 2))
                .report()
                .trials()
                .get(0);

        assertThat(found.finding()).isEqualTo(Finding.CANNOT_TELL);
        assertThat(found.explanation()).contains("at least 2 forks");
    }

    /** Shown to differ, but not by more than does not matter: an interval that lies across the margin. */
    @Test
    void aChangeWithinTheMarginIsNotSlower() {
        RunReport base = runs.run("a", 1);
        RunReport candidate = runs.run("b", 1.04);

        TrialComparison.Ratio ratio =
                Comparison.of(base, candidate).report().trials().get(0).ratio().orElseThrow();
        double across = (ratio.value() + ratio.interval().high()) / 2 - 1;

        assertThat(only(Comparison.of(base, candidate).margin(across))).isEqualTo(Finding.CANNOT_TELL);
        assertThat(only(Comparison.of(base, candidate).margin(0.1))).isEqualTo(Finding.EQUIVALENT);
        assertThat(only(Comparison.of(base, candidate).margin(0.02))).isEqualTo(Finding.SLOWER);
    }

    @Test
    void otherModelsWorkloadsAndSeedsAreNotCompared() {
        assertThat(facts(Map.of("model.sha256", "aa"), Map.of("model.sha256", "bb")))
                .contains("model.sha256 is aa in the base and bb in the candidate");
        assertThat(facts(Map.of("workload.lengths", "full"), Map.of("workload.lengths", "mixed")))
                .contains("workload.lengths");
        RunReport other = report("b", 43, List.of(runs.completed(TRIAL, VALID, 1)));
        assertThat(explanation(report("a", 42, List.of(runs.completed(TRIAL, VALID, 1))), other))
                .contains("seeds differ");
    }

    @Test
    void whatHasNoNumberToBelieveIsNotCompared() {
        TrialResult good = runs.completed(TRIAL, VALID, 1);

        assertThat(withCandidate(good, new Failed(TRIAL, Stage.LOAD, "crashed", List.of(), List.of(), List.of())))
                .contains("FAILED: crashed");
        assertThat(withCandidate(good, new Skipped(TRIAL, "no GPU", "install one")))
                .contains("SKIPPED: no GPU");
        assertThat(withCandidate(good, runs.completed(TRIAL, Verdict.invalid("disagrees", "wrong"), 1)))
                .contains("INVALID: disagrees");
    }

    @Test
    void aSuspectTrialIsComparedAndSaidToBe() {
        Verdict suspect = Verdict.of(List.of(new Verdict.Reason("not-steady", Verdict.Status.SUSPECT, "text")));
        ComparisonReport found = Comparison.of(
                        report("a", 42, List.of(runs.completed(TRIAL, suspect, 1))),
                        report("b", 42, List.of(runs.completed(TRIAL, VALID, 2))))
                .report();

        assertThat(found.trials().get(0).finding()).isEqualTo(Finding.SLOWER);
        assertThat(found.trials().get(0).notes()).containsExactly("the base is SUSPECT: not-steady");
    }

    @Test
    void aTrialThatIsGoneLeavesItUndecidedAndANewOneDoesNot() {
        assertThat(Comparison.of(runs.run("a", 1, 1), runs.run("b", 1))
                        .margin(0.05)
                        .report()
                        .outcome())
                .isEqualTo(Outcome.UNDECIDED);
        assertThat(Comparison.of(runs.run("a", 1), runs.run("b", 1, 1))
                        .margin(0.05)
                        .report()
                        .outcome())
                .isEqualTo(Outcome.NOT_SLOWER);
    }

    @Test
    void aPercentileNeedsItsSamples() {
        Comparison comparison = Comparison.of(runs.run("a", 1), runs.run("b", 2));

        assertThat(only(comparison.percentile(90))).isEqualTo(Finding.SLOWER);
        TrialComparison p99 = comparison.percentile(99).report().trials().get(0);
        assertThat(p99.finding()).isEqualTo(Finding.CANNOT_TELL);
        assertThat(p99.explanation()).contains("662");
    }

    @Test
    void whatTheSamplesDoNotHoldIsNotCompared() {
        TrialComparison found = Comparison.of(runs.run("a", 1), runs.run("b", 1))
                .metric("ttft")
                .report()
                .trials()
                .get(0);

        assertThat(found.finding()).isEqualTo(Finding.NOT_COMPARABLE);
        assertThat(found.explanation()).contains("no samples of ttft");
    }

    @Test
    void backendsOfOneRunAreComparedWithTheBaseline() {
        Completed base = runs.completed(trial("ort", "batch", "1"), VALID, 1);
        Completed slow = runs.completed(trial("djl", "batch", "1"), VALID, 1.3);
        Completed alone = runs.completed(trial("djl", "batch", "8"), VALID, 1);
        RunReport run = report("a", 42, List.of(base, slow, alone));

        ComparisonReport found = Comparison.within(run, "ort").report();

        assertThat(found.isOneRun()).isTrue();
        assertThat(found.trials()).hasSize(1);
        assertThat(found.trials().get(0).finding()).isEqualTo(Finding.SLOWER);
        assertThat(found.trials().get(0).name())
                .isEqualTo("djl/model/workload/batch=1 against ort/model/workload/batch=1");
        assertThat(found.onlyCandidate()).containsExactly(alone.trial());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparison.within(run, "tensorrt"))
                .withMessageContaining("ort, djl");
    }

    /** A drift of 5 % from fork to fork hides 3 % from all but pairs. */
    @Test
    void forksThatRanByTurnsAreTakenInPairs() {
        RunReport turns = drifting(Map.of("execution", Map.of("order", "interleaved")));
        RunReport rows = drifting(Map.of("execution", Map.of("order", "sequential")));

        assertThat(only(Comparison.within(turns, "ort"))).isEqualTo(Finding.SLOWER);
        assertThat(only(Comparison.within(rows, "ort"))).isEqualTo(Finding.CANNOT_TELL);
    }

    private static RunReport drifting(Map<String, Object> plan) {
        SimulatedRuns one = new SimulatedRuns(9, 1, 400, 0);
        return report(
                "a",
                42,
                List.of(drifting(one, trial("ort", "batch", "1"), 1), drifting(one, trial("djl", "batch", "1"), 1.05)),
                plan,
                Map.of());
    }

    private static Completed drifting(SimulatedRuns one, Trial trial, double factor) {
        List<ForkResult> forks = new ArrayList<>();
        Completed any = one.completed(trial, VALID, 1);
        for (int k = 0; k < 5; k++) {
            forks.addAll(one.completed(trial, VALID, factor * Math.pow(1.05, k)).forks());
        }
        return new Completed(trial, VALID, List.of(), any.agreement(), any.speedOfLight(), forks);
    }

    @Test
    void theEnvironmentSaysWhetherTheMachineIsAnother() {
        List<TrialResult> results = List.of(runs.completed(TRIAL, VALID, 1));
        Map<String, Map<String, String>> before =
                Map.of("processor", Map.of("model", "A"), "jvm", Map.of("version", "17"));
        RunReport base = report("a", 42, results, Map.of(), before);

        ComparisonReport newJvm = Comparison.of(
                        base,
                        report(
                                "b",
                                42,
                                results,
                                Map.of(),
                                Map.of("processor", Map.of("model", "A"), "jvm", Map.of("version", "21"))))
                .report();
        assertThat(newJvm.isSameMachine()).isTrue();
        assertThat(newJvm.environment()).containsExactly(new EnvironmentDifference("jvm.version", "17", "21", false));
        ComparisonReport newMachine = Comparison.of(
                        base, report("b", 42, results, Map.of(), Map.of("processor", Map.of("model", "B"))))
                .report();
        assertThat(newMachine.isSameMachine()).isFalse();
    }

    @Test
    void refusesWhatMeansNothing() {
        Comparison any = Comparison.of(runs.run("a", 1), runs.run("b", 1));

        assertThatIllegalArgumentException().isThrownBy(() -> any.margin(-0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> any.confidence(95));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> any.metric("speed"))
                .withMessageContaining("ttft");
        assertThatIllegalArgumentException().isThrownBy(() -> any.percentile(100));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> any.metric("sample_throughput").percentile(99));
    }

    private String facts(Map<String, String> before, Map<String, String> after) {
        return explanation(
                report("a", 42, List.of(runs.completed(TRIAL, VALID, 1, before))),
                report("b", 42, List.of(runs.completed(TRIAL, VALID, 1, after))));
    }

    private static String withCandidate(TrialResult good, TrialResult candidate) {
        return explanation(report("a", 42, List.of(good)), report("b", 42, List.of(candidate)));
    }

    private static String explanation(RunReport base, RunReport candidate) {
        ComparisonReport found = Comparison.of(base, candidate).report();
        assertThat(found.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(found.trials().get(0).finding()).isEqualTo(Finding.NOT_COMPARABLE);
        return found.trials().get(0).explanation();
    }

    private static Finding only(Comparison comparison) {
        return comparison.report().trials().get(0).finding();
    }
}
