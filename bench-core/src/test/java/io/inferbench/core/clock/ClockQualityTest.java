package io.inferbench.core.clock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockQualityTest {

    @Test
    void findsStepAndCostOfAClock() {
        ClockQuality quality = ClockQuality.measure(new ManualClock(0).readingCost(25));

        assertThat(quality.smallestStepNanos()).hasValue(25);
        assertThat(quality.costNanos()).isEqualTo(25);
    }

    @Test
    void findsHowLateASleeperWakes() {
        ManualClock clock = new ManualClock(Long.MAX_VALUE - 1_000);
        for (int i = 0; i < 100; i++) {
            clock.oversleep(50_000, 70_000);
        }
        ClockQuality quality = ClockQuality.measure(clock);

        assertThat(quality.oversleepNanos().min()).isEqualTo(50_000);
        assertThat(quality.oversleepNanos().max()).isEqualTo(70_000);
        assertThat(quality.oversleepNanos().size()).isEqualTo(200);
    }

    @Test
    void anEarlyWakeUpIsNoOversleep() {
        ManualClock clock = new ManualClock(0);
        for (int i = 0; i < 200; i++) {
            clock.oversleep(-400_000);
        }

        assertThat(ClockQuality.measure(clock).oversleepNanos().max()).isZero();
    }

    @Test
    void aClockThatStandsStillHasNoStep() {
        assertThat(ClockQuality.measure(new ManualClock(0)).smallestStepNanos()).isEmpty();
    }

    @Test
    void thisMachinesClockMoves() {
        ClockQuality quality = ClockQuality.measure(NanoClock.system());

        assertThat(quality.smallestStepNanos()).isPresent();
        assertThat(quality.costNanos()).isPositive();
    }
}
