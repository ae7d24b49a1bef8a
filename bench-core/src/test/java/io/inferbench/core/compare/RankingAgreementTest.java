package io.inferbench.core.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.RunReport.Entry;
import io.inferbench.api.report.Trial;
import io.inferbench.core.summary.ForkOrder;
import io.inferbench.core.summary.Rankings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A ranking and a comparison of the same trials ask the same question of the same forks. */
class RankingAgreementTest {

    private static final int RUNS = 15;
    private static final int FORKS = 5;

    /** Two trials that drift alike from fork to fork and differ by two or four percent or not at all. */
    @ParameterizedTest
    @EnumSource(ForkOrder.class)
    void aRankingCallsWhatAComparisonCalls(ForkOrder order) {
        Map<String, Object> plan =
                Map.of("execution", Map.of("order", order == ForkOrder.BY_TURNS ? "interleaved" : "sequential"));
        Set<Finding> seen = EnumSet.noneOf(Finding.class);
        for (int run = 0; run < RUNS; run++) {
            SimulatedRuns one = new SimulatedRuns(run, 1, 200, 0.005);
            List<Completed> trials = List.of(drifting(one, "base", 1), drifting(one, "other", 0.96 + 0.02 * (run % 5)));
            RunReport report = SimulatedRuns.report("a", 42, List.copyOf(trials), plan, Map.of());

            Finding finding = Comparison.within(report, "base")
                    .margin(0)
                    .eachByItself()
                    .report()
                    .trials()
                    .get(0)
                    .finding();
            List<Entry> entries =
                    new Rankings(42, 0.95, order).of(List.copyOf(trials)).get(0).entries();

            seen.add(finding);
            boolean ranked = entries.get(1).rank() == 2;
            boolean baseIsBest =
                    entries.get(0).trialId().equals(trials.get(0).trial().id());
            assertThat(finding)
                    .as("run %d", run)
                    .isEqualTo(!ranked ? Finding.CANNOT_TELL : baseIsBest ? Finding.SLOWER : Finding.FASTER);
        }
        // Only pairs see such differences through the drift.
        assertThat(seen)
                .isEqualTo(
                        order == ForkOrder.BY_TURNS
                                ? EnumSet.of(Finding.FASTER, Finding.SLOWER, Finding.CANNOT_TELL)
                                : EnumSet.of(Finding.CANNOT_TELL));
    }

    private static Completed drifting(SimulatedRuns one, String backend, double factor) {
        Trial trial = SimulatedRuns.trial(backend, "batch", "1");
        Completed any = one.completed(trial, SimulatedRuns.VALID, 1);
        List<ForkResult> forks = new ArrayList<>();
        for (int k = 0; k < FORKS; k++) {
            forks.addAll(one.completed(trial, SimulatedRuns.VALID, factor * Math.pow(1.05, k))
                    .forks());
        }
        return new Completed(trial, SimulatedRuns.VALID, List.of(), any.agreement(), any.speedOfLight(), forks);
    }
}
