package io.inferbench.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.Device;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Skipped;
import io.inferbench.api.report.Trial;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MergedRunsTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-03-03T08:00:00Z");

    @Test
    void backendsOfTwoDaysOnOneMachineAreRankedTogether() {
        RunReport merged = MergedRuns.of(List.of(
                run("monday", MONDAY, "CPU", 1, completed("ort", 10)),
                run("tuesday", TUESDAY, "CPU", 1, completed("djl", 20))));

        assertThat(merged.results()).extracting(result -> result.trial().id()).containsExactly("djl/m", "ort/m");
        assertThat(merged.rankings()).hasSize(1);
        assertThat(merged.rankings().get(0).entries())
                .extracting(RunReport.Entry::trialId)
                .containsExactly("ort/m", "djl/m");
        assertThat(merged.header().environment().get("runs")).containsOnlyKeys("monday", "tuesday");
        assertThat(merged.header().startedAt()).isEqualTo(MONDAY);
    }

    @Test
    void machinesAreKeptApartAndTold() {
        RunReport merged = MergedRuns.of(List.of(
                run("monday", MONDAY, "CPU", 1, completed("ort", 10)),
                run("tuesday", TUESDAY, "other CPU", 1, completed("djl", 20))));

        assertThat(merged.rankings()).isEmpty();
        assertThat(merged.results())
                .extracting(result -> result.trial().parameter("machine").orElseThrow())
                .containsExactly("A", "B");
        assertThat(merged.header().environment().get("in monday otherwise")).containsEntry("processor.model", "CPU");
        assertThat(merged.header().environment().get("runs").get("monday")).endsWith("machine B");
    }

    @Test
    void aCellMeasuredTwiceKeepsItsNameInTheNewestRun() {
        RunReport merged = MergedRuns.of(List.of(
                run("monday", MONDAY, "CPU", 1, completed("ort", 10)),
                run("tuesday", TUESDAY, "CPU", 1, completed("ort", 20))));

        assertThat(merged.results())
                .extracting(result -> result.trial().id())
                .containsExactly("ort/m", "ort/m,run=monday");
        assertThat(merged.rankings()).isEmpty();
    }

    @Test
    void otherSeedsAreOtherRequests() {
        RunReport merged = MergedRuns.of(List.of(
                run("monday", MONDAY, "CPU", 1, completed("ort", 10)),
                run("tuesday", TUESDAY, "CPU", 2, completed("djl", 20))));

        assertThat(merged.rankings()).isEmpty();
        assertThat(merged.results())
                .extracting(result -> result.trial().parameter("seed").orElseThrow())
                .containsExactly("2", "1");
    }

    @Test
    void whatDidNotRunStaysInTheReport() {
        RunReport merged = MergedRuns.of(List.of(
                run("monday", MONDAY, "CPU", 1, completed("ort", 10)),
                run("tuesday", TUESDAY, "other CPU", 1, new Skipped(trial("gpu"), "absent", "install"))));

        assertThat(merged.results().get(0)).isInstanceOf(Skipped.class);
        assertThat(merged.results().get(0).trial().id()).isEqualTo("gpu/m,machine=A");
    }

    @Test
    void oneRunOrTheSameTwiceIsThatRun() {
        RunReport run = run("monday", MONDAY, "CPU", 1, completed("ort", 10));

        assertThat(MergedRuns.of(List.of(run, run))).isSameAs(run);
    }

    @Test
    void aPartIsRankedAnew() {
        RunReport run =
                run("monday", MONDAY, "CPU", 1, completed("ort", 10), completed("djl", 20), completed("slow", 30));

        RunReport part = MergedRuns.only(run, Set.of("djl", "slow"));

        assertThat(part.results()).hasSize(2);
        assertThat(part.rankings().get(0).entries())
                .extracting(RunReport.Entry::rank)
                .containsExactly(1, 2);
    }

    private static RunReport run(String id, Instant startedAt, String processor, long seed, TrialResult... results) {
        RunHeader header = new RunHeader(
                id,
                "0.1.0",
                startedAt,
                Map.of(),
                "",
                seed,
                Map.of("processor", Map.of("model", processor)),
                List.of(),
                List.of());
        return new RunReport(
                1, header, startedAt.plusSeconds(60), RunReport.Status.FINISHED, List.of(results), List.of());
    }

    private static Trial trial(String backend) {
        return new Trial(backend + "/m", backend, "m", "w", Map.of(), Map.of(), Map.of(), Map.of());
    }

    private static Completed completed(String backend, long millis) {
        return new Completed(
                trial(backend),
                Verdict.of(List.of()),
                List.of(),
                Agreement.notChecked(""),
                Optional.empty(),
                List.of(fork(0, millis), fork(1, millis)));
    }

    private static ForkResult fork(int index, long millis) {
        long[] latencies = LongStream.range(0, 50)
                .map(call -> millis * 1_000_000 + (call + index) % 7)
                .toArray();
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
