package io.inferbench.core.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.Device;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.RunReport.Entry;
import io.inferbench.api.report.RunReport.Ranking;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.config.AgreementSettings;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ExecutionSettings;
import io.inferbench.core.config.MeasurementSettings;
import io.inferbench.core.config.WarmUpSettings;
import io.inferbench.core.run.TableNames;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RankingsTest {

    private static final Verdict VALID = Verdict.of(List.of());

    private static final BenchmarkConfig CONFIG = new BenchmarkConfig(
            "rankings",
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
    void whatIsNotShownToDifferSharesARank() {
        Ranking ranking = only(List.of(
                trial("slow", Map.of(), 2_000_000, VALID),
                trial("fast", Map.of(), 1_000_000, VALID),
                trial("alike", Map.of(), 1_000_500, VALID)));

        assertThat(ranking.metric()).isEqualTo("latency_ns");
        assertThat(ranking.entries()).extracting(Entry::rank).containsExactly(1, 1, 3);
        assertThat(ranking.entries()).extracting(Entry::trialId).last().isEqualTo("slow");
        assertThat(ranking.entries().get(0).ratioToBest()).hasValue(1);
        assertThat(ranking.entries().get(2).ratioToBest().orElseThrow()).isBetween(1.98, 2.02);
    }

    @Test
    void trialsOfOtherSizesAreNotCompared() {
        assertThat(new Rankings(CONFIG)
                        .of(List.of(
                                trial("a", Map.of("batch", "1"), 1_000_000, VALID),
                                trial("b", Map.of("batch", "8"), 2_000_000, VALID))))
                .isEmpty();
    }

    @Test
    void optionsOfABackendAreWhatIsCompared() {
        Ranking ranking = only(List.of(
                trial("one", Map.of("backend.threads", "1"), 3_000_000, VALID),
                trial("two", Map.of("backend.threads", "2"), 2_000_000, VALID)));

        assertThat(ranking.entries()).extracting(Entry::trialId).containsExactly("two", "one");
    }

    @Test
    void whatIsInvalidHasNoRank() {
        Verdict invalid = Verdict.invalid("disagrees", "wrong");

        assertThat(new Rankings(CONFIG)
                        .of(List.of(trial("a", Map.of(), 1_000_000, VALID), trial("b", Map.of(), 1_000, invalid))))
                .isEmpty();
    }

    private static Ranking only(List<TrialResult> results) {
        List<Ranking> rankings = new Rankings(CONFIG).of(results);
        assertThat(rankings).hasSize(1);
        return rankings.get(0);
    }

    private static TrialResult trial(String id, Map<String, String> parameters, long medianNanos, Verdict verdict) {
        Trial trial = new Trial(id, id, "model", "workload", parameters, Map.of(), Map.of(), Map.of());
        return new Completed(
                trial,
                verdict,
                List.of(),
                Agreement.notChecked(""),
                Optional.empty(),
                List.of(fork(0, medianNanos), fork(1, medianNanos)));
    }

    private static ForkResult fork(int index, long medianNanos) {
        SplittableRandom random = new SplittableRandom(medianNanos + index);
        long[] starts = new long[200];
        long[] latencies = new long[200];
        Arrays.setAll(starts, call -> call * medianNanos * 2);
        Arrays.setAll(latencies, call -> Math.round(medianNanos * (0.99 + 0.02 * random.nextDouble())));
        Map<String, long[]> columns = new LinkedHashMap<>();
        columns.put(TableNames.START, starts);
        columns.put("latency_ns", latencies);
        return new ForkResult(
                index,
                true,
                List.of(Device.CPU),
                Map.of(),
                List.of(),
                List.of(new SampleTable(TableNames.ITERATIONS, columns)),
                Agreement.notChecked(""),
                Interference.none(),
                Map.of());
    }
}
