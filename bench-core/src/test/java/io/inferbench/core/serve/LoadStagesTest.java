package io.inferbench.core.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.core.config.LoadSettings;
import io.inferbench.core.load.ArrivalPattern;
import io.inferbench.core.load.LoadShape;
import io.inferbench.core.load.Objectives;
import io.inferbench.core.load.Schedule;
import io.inferbench.core.serve.LoadStage.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadStagesTest {

    private static final LoadSettings USUAL = LoadSettings.DEFAULT;

    private static LoadSettings settings(OptionalInt requests, Optional<Duration> duration, OptionalInt warmUp) {
        return new LoadSettings(
                requests, duration, warmUp, Objectives.NONE, 0.99, Duration.ofSeconds(1), USUAL.drain(), 2, 50);
    }

    private static List<LoadStage> stages(String rate, OptionalInt limit, LoadSettings settings) throws IOException {
        return new LoadStages(
                        rate.isEmpty() ? Optional.empty() : Optional.of(LoadShape.parse(rate)),
                        ArrivalPattern.parse("constant"),
                        limit,
                        settings,
                        100,
                        7)
                .all();
    }

    @Test
    void withoutARatePlacesAreKeptTakenAndEachRequestIsAskedOnce() throws IOException {
        List<LoadStage> stages = stages("", OptionalInt.of(8), USUAL);

        assertThat(stages).extracting(LoadStage::kind).containsExactly(Kind.WARM_UP, Kind.MEASUREMENT);
        assertThat(stages.get(0).count()).hasValue(16);
        assertThat(stages.get(0).nanos()).as("and as long").hasValue(5_000_000_000L);
        assertThat(stages.get(0).firstTurn())
                .as("after those that are measured")
                .isEqualTo(100);
        assertThat(stages.get(1).count()).hasValue(100);
        assertThat(stages.get(1).firstTurn()).isZero();
        assertThat(stages.get(1).limit()).hasValue(8);
        assertThat(stages("", OptionalInt.empty(), USUAL).get(1).limit()).hasValue(1);
    }

    @Test
    void aRateGivesASchedule() throws IOException {
        List<LoadStage> stages = stages(
                "10",
                OptionalInt.empty(),
                settings(OptionalInt.empty(), Optional.of(Duration.ofSeconds(3)), OptionalInt.empty()));

        assertThat(stages.get(0).plannedStarts()).as("five seconds").isEqualTo(50);
        LoadStage measured = stages.get(1);
        assertThat(measured.plannedStarts()).isEqualTo(30);
        assertThat(measured.nanos()).hasValue(3_000_000_000L);
        assertThat(measured.limit()).isEmpty();
        assertThat(stages("10", OptionalInt.of(4), USUAL).get(1).limit()).hasValue(4);
        assertThat(stages("10", OptionalInt.of(4), USUAL).get(1).nanos()).hasValue(10_000_000_000L);
    }

    @Test
    void noWarmUpWhereNoneIsWanted() throws IOException {
        LoadSettings none = settings(OptionalInt.of(5), Optional.empty(), OptionalInt.of(0));
        assertThat(stages("", OptionalInt.of(2), none)).hasSize(1);
        assertThat(stages("10", OptionalInt.of(2), none)).hasSize(1);
        assertThat(stages("inf", OptionalInt.empty(), USUAL))
                .as("nothing limits it")
                .hasSize(1);
    }

    @Test
    void stepsRampsAndFilesBringTheirOwnTime(@TempDir Path folder) throws IOException {
        LoadStage steps = stages("10/2s,20/1s", OptionalInt.empty(), USUAL).get(1);
        assertThat(steps.nanos()).isEqualTo(OptionalLong.of(3_000_000_000L));
        assertThat(steps.plannedStarts()).isCloseTo(40, within(2));

        LoadStage ramp = stages(
                        "10..30",
                        OptionalInt.empty(),
                        settings(OptionalInt.empty(), Optional.of(Duration.ofSeconds(5)), OptionalInt.of(0)))
                .get(0);
        assertThat(ramp.plannedStarts()).as("20 a second in the mean").isCloseTo(100, within(50));

        Path file = folder.resolve("schedule.txt");
        Schedule.of(0, 1_000, 4_000).write(file);
        LoadStage replay = stages(
                        "file:" + file,
                        OptionalInt.empty(),
                        settings(OptionalInt.of(2), Optional.empty(), OptionalInt.of(0)))
                .get(0);
        assertThat(replay.schedule().orElseThrow().toArray())
                .as("twice as fast")
                .containsExactly(0, 500);
        Path trace = Files.writeString(folder.resolve("trace.jsonl"), """
                {"timestamp": 5, "input_length": 1, "output_length": 1}
                {"timestamp": 7, "input_length": 1, "output_length": 1}
                """);
        assertThat(stages("file:" + trace, OptionalInt.empty(), USUAL)
                        .get(1)
                        .schedule()
                        .orElseThrow()
                        .toArray())
                .containsExactly(0, 2_000_000);
    }

    @Test
    void theSearchDoublesAndThenHalvesTheRatio() {
        RateSearch search = new RateSearch(new LoadShape.Search(1, 100));

        double found = search.highest(rate -> rate <= 23).orElseThrow();

        assertThat(found).isBetween(23 / 1.05, 23.0);
        assertThat(search.probes())
                .extracting(RateSearch.Probe::ratePerSecond)
                .startsWith(1.0, 2.0, 4.0, 8.0, 16.0, 32.0, Math.sqrt(16 * 32));
        assertThat(new RateSearch(new LoadShape.Search(1, 100)).highest(rate -> true))
                .hasValue(100);
        assertThat(new RateSearch(new LoadShape.Search(5, 100)).highest(rate -> rate < 5))
                .isEmpty();
    }
}
