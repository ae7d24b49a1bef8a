package io.inferbench.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static double[] gapsSeconds(Schedule schedule) {
        return IntStream.range(1, schedule.size())
                .mapToDouble(number -> (schedule.startNanos(number) - schedule.startNanos(number - 1)) * 1e-9)
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variationCoefficient(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .average()
                        .orElseThrow())
                / mean;
    }

    @Test
    void constantGapsDoNotDrift() {
        Schedule schedule = Schedule.generate(Arrivals.constant(3), 1_000_001, 1);
        assertThat(schedule.startNanos(1_000_000)).isEqualTo(333_333_333_333_333L);
        assertThat(variationCoefficient(gapsSeconds(schedule))).isLessThan(1e-6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.5, 1, 4})
    void gammaGapsHaveTheRateAndTheBurstinessAskedFor(double burstiness) {
        double[] gaps = gapsSeconds(Schedule.generate(Arrivals.gamma(200, burstiness), 100_000, 7));
        // the mean of n gaps has the relative error 1/sqrt(n·shape); five of them is a bound no right generator breaks
        assertThat(mean(gaps)).isCloseTo(1.0 / 200, within(5.0 / 200 / Math.sqrt(100_000 * burstiness)));
        assertThat(variationCoefficient(gaps))
                .isCloseTo(1 / Math.sqrt(burstiness), within(0.03 / Math.sqrt(burstiness)));
    }

    @Test
    void poissonGapsAreExponential() {
        double[] gaps = gapsSeconds(Schedule.generate(Arrivals.poisson(50), 20_001, 3));
        Arrays.sort(gaps);
        double distance = 0;
        for (int number = 0; number < gaps.length; number++) {
            double expected = 1 - Math.exp(-50 * gaps[number]);
            distance = Math.max(distance, Math.abs(expected - (number + 0.5) / gaps.length));
        }
        assertThat(distance).isLessThan(1.63 / Math.sqrt(gaps.length));
    }

    @Test
    void aRampReachesItsRateOnTime() {
        Schedule schedule = Schedule.generate(Arrivals.ramp(100, 1_000, 10), 15_000, 5);
        // 100·t + 45·t² arrivals by t: 5,500 at 10 s, 1,625 at 5 s; then 1,000 a second
        assertThat(countBefore(schedule, 5)).isCloseTo(1_625, within(5 * Math.sqrt(1_625)));
        assertThat(countBefore(schedule, 10)).isCloseTo(5_500, within(5 * Math.sqrt(5_500)));
        assertThat(countBefore(schedule, 15) - countBefore(schedule, 10))
                .isCloseTo(5_000, within(5 * Math.sqrt(5_000)));
    }

    private static double countBefore(Schedule schedule, double seconds) {
        return Arrays.stream(schedule.toArray())
                .filter(start -> start < seconds * 1e9)
                .count();
    }

    @Test
    void burstsStartTogether() {
        assertThat(Schedule.generate(Arrivals.bursts(3, 0.5), 7, 0).toArray())
                .containsExactly(0, 0, 0, 500_000_000L, 500_000_000L, 500_000_000L, 1_000_000_000L);
    }

    @Test
    void stagesFollowEachOther() {
        Schedule schedule = Schedule.generate(
                List.of(new Schedule.Stage(Arrivals.poisson(100), 10), new Schedule.Stage(Arrivals.poisson(400), 10)),
                9);
        assertThat(countBefore(schedule, 10)).isCloseTo(1_000, within(5 * Math.sqrt(1_000)));
        assertThat(schedule.size() - countBefore(schedule, 10)).isCloseTo(4_000, within(5 * Math.sqrt(4_000)));
    }

    @Test
    void theSameSeedGivesTheSameScheduleOnEveryMachine() {
        long[] golden = Schedule.generate(Arrivals.gamma(10, 0.5), 5, 42).toArray();
        assertThat(golden)
                .isEqualTo(Schedule.generate(Arrivals.gamma(10, 0.5), 5, 42).toArray());
        assertThat(golden)
                .isNotEqualTo(Schedule.generate(Arrivals.gamma(10, 0.5), 5, 43).toArray());
        assertThat(golden).containsExactly(GOLDEN);
    }

    private static final long[] GOLDEN = {0L, 206_665_336L, 217_652_902L, 247_577_345L, 285_043_421L};

    @Test
    void writtenAndReadBackItIsTheSame(@TempDir Path folder) throws IOException {
        Schedule schedule = Schedule.generate(Arrivals.poisson(1_000), 500, 1);
        Path file = folder.resolve("schedule.txt");
        schedule.write(file);
        assertThat(Schedule.read(file).toArray()).isEqualTo(schedule.toArray());
        assertThat(folder).isDirectoryContaining(path -> path.equals(file)).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aBadFileIsNamedWithItsLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.txt"), "0\n10\nten\n");
        assertThatThrownBy(() -> Schedule.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bad.txt:3");
        Path unordered = Files.writeString(folder.resolve("unordered.txt"), "10\n5\n");
        assertThatThrownBy(() -> Schedule.read(unordered))
                .hasMessageContaining("request 1")
                .hasMessageContaining("before");
    }

    @Test
    void shardsTogetherAreTheWhole() {
        Schedule schedule = Schedule.generate(Arrivals.poisson(10), 11, 2);
        long[] merged = IntStream.range(0, 3)
                .boxed()
                .flatMapToLong(shard -> Arrays.stream(schedule.shard(shard, 3).toArray()))
                .sorted()
                .toArray();
        assertThat(merged).isEqualTo(schedule.toArray());
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> Arrivals.poisson(0)).hasMessageContaining("rate");
        assertThatThrownBy(() -> Arrivals.gamma(1, Double.NaN)).hasMessageContaining("burstiness");
        assertThatThrownBy(() -> Schedule.generate(Arrivals.poisson(1), 0, 1)).hasMessageContaining("at least one");
        assertThatThrownBy(Schedule::of).hasMessageContaining("at least one");
    }
}
