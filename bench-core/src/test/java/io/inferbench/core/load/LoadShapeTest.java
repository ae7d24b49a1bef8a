package io.inferbench.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadShapeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8|8",
                "8.50|8.5",
                "1e3|1000",
                "INF|inf",
                "2..20.0|2..20",
                "5/20s, 10/1m|5/20s,10/60s",
                "file:Some/Trace.jsonl|file:Some/Trace.jsonl",
                "search:1..200|search:1..200"
            })
    void everyShapeHasOneText(String written, String canonical) {
        assertThat(LoadShape.parse(written)).hasToString(canonical);
        assertThat(LoadShape.parse(canonical)).isEqualTo(LoadShape.parse(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "fast", "5/", "5/0s", "1..2..3", "search:9..3", "NaN", "1e99"})
    void nonsenseIsRefused(String text) {
        assertThatThrownBy(() -> LoadShape.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"Poisson,poisson", "gamma:0.50,gamma:0.5", "bursts:10,bursts:10", "constant,constant"})
    void everyPatternHasOneText(String written, String canonical) {
        assertThat(ArrivalPattern.parse(written)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "normal", "gamma", "poisson:2", "bursts:1.5", "bursts:0", "gamma:0"})
    void noPatternIsGuessed(String text) {
        assertThatThrownBy(() -> ArrivalPattern.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("should");
    }

    @Test
    void patternsKeepTheMeanRate() {
        assertThat(ArrivalPattern.parse("bursts:4").at(8).ratePerSecond(0)).isEqualTo(8);
        assertThat(ArrivalPattern.parse("gamma:2").at(8).ratePerSecond(0)).isEqualTo(8);
    }

    @Test
    void aScheduleOfATimeEndsBeforeIt() {
        Schedule even = Schedule.lasting(Arrivals.constant(4), 2_000_000_000L, 1);
        assertThat(even.size()).isEqualTo(8);
        Schedule drawn = Schedule.lasting(Arrivals.poisson(1_000), 5_000_000_000L, 3);
        assertThat(LongStream.of(drawn.toArray())).allMatch(start -> start < 5_000_000_000L);
        assertThat(drawn.size()).isBetween(4_600, 5_400);
        assertThat(drawn.toArray())
                .as("a longer one begins the same")
                .isEqualTo(Schedule.lasting(Arrivals.poisson(1_000), 9_000_000_000L, 3)
                        .first(drawn.size())
                        .toArray());
    }

    @Test
    void aScheduleCanBeReplayedFaster() {
        assertThat(Schedule.of(0, 10, 30).faster(2).toArray()).containsExactly(0, 5, 15);
        assertThatThrownBy(() -> Schedule.of(0).faster(0)).hasMessageContaining("speed");
    }

    @Test
    void aTraceIsReadInOrderOfTime(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("trace.jsonl"), """
                {"timestamp": 2500, "input_length": 700, "output_length": 20, "hash_ids": [4, 9]}

                {"timestamp": 1000, "input_length": 30, "output_length": 5, "hash_ids": [4]}
                """);

        assertThat(TraceFile.isTrace(file)).isTrue();
        assertThat(TraceFile.read(file, 10))
                .containsExactly(
                        new TraceFile.Entry(1_000_000_000L, 30, 5, List.of(4L)),
                        new TraceFile.Entry(2_500_000_000L, 700, 20, List.of(4L, 9L)));
        assertThat(TraceFile.schedule(file).toArray()).containsExactly(0, 1_500_000_000L);
    }

    @Test
    void aBadTraceIsNamedWithItsLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.jsonl"), "{\"timestamp\": 1, \"input_length\": 2}\n");
        assertThatThrownBy(() -> TraceFile.read(file, 10))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bad.jsonl:1")
                .hasMessageContaining("output_length");
        Path schedule = folder.resolve("schedule.txt");
        Schedule.of(0, 1).write(schedule);
        assertThat(TraceFile.isTrace(schedule)).isFalse();
    }

    @Test
    void objectivesHaveKnownWords() {
        assertThatThrownBy(() -> new Objectives(Map.of("ttfb", Duration.ofSeconds(1))))
                .hasMessageContaining("ttfb")
                .hasMessageContaining("ttft");
    }
}
