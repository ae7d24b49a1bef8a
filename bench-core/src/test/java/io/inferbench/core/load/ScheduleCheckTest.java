package io.inferbench.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScheduleCheckTest {

    private final Schedule schedule = Schedule.generate(Arrivals.poisson(1_000), 5_000, 11);

    @Test
    void aKeptScheduleIsConfirmed() {
        long[] sent =
                Arrays.stream(schedule.toArray()).map(start -> start + 20_000).toArray();
        ScheduleCheck check = ScheduleCheck.of(schedule, sent);
        assertThat(check.achievedRatePerSecond()).isCloseTo(check.plannedRatePerSecond(), within(1e-9));
        assertThat(check.worstDelayNanos()).isEqualTo(20_000);
        assertThat(check.medianDelayNanos()).isEqualTo(20_000);
        assertThat(check.gapDistance()).isZero();
        assertThat(check.gapProbability()).hasValue(1);
    }

    @Test
    void startsRoundedToMillisecondsAreSeen() {
        long[] sent = Arrays.stream(schedule.toArray())
                .map(start -> start / 1_000_000 * 1_000_000)
                .toArray();
        ScheduleCheck check = ScheduleCheck.of(schedule, sent);
        assertThat(check.achievedRatePerSecond()).isCloseTo(check.plannedRatePerSecond(), within(1.0));
        assertThat(check.gapProbability().orElseThrow()).isLessThan(1e-6);
    }

    @Test
    void aLoadThatFallsBehindIsSeen() {
        long[] sent = Arrays.stream(schedule.toArray()).map(start -> start * 2).toArray();
        ScheduleCheck check = ScheduleCheck.of(schedule, sent);
        assertThat(check.achievedRatePerSecond()).isCloseTo(check.plannedRatePerSecond() / 2, within(1.0));
        assertThat(check.worstDelayNanos()).isEqualTo(schedule.startNanos(4_999));
    }

    @Test
    void kolmogorovsProbabilityMatchesTheTables() {
        // critical distance at 5 %: 1.36·sqrt(2/n) for two samples of n
        assertThat(ScheduleCheck.probability(1.36 * Math.sqrt(2.0 / 10_000), 10_000, 10_000))
                .isCloseTo(0.05, within(0.002));
        assertThat(ScheduleCheck.probability(1.63 * Math.sqrt(2.0 / 10_000), 10_000, 10_000))
                .isCloseTo(0.01, within(0.001));
    }

    @Test
    void anotherNumberOfStartsIsRefused() {
        assertThatThrownBy(() -> ScheduleCheck.of(schedule, new long[3])).hasMessageContaining("3 starts");
    }
}
