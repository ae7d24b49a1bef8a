package io.inferbench.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GapResolutionTest {

    private static final Schedule PLANNED = Schedule.generate(Arrivals.poisson(2_000), 60_000, 11);

    @Test
    void whatHandingARequestOverTakesIsNotHeldAgainstAClient() {
        long[] sent = PLANNED.toArray();
        for (int number = 1; number < sent.length; number++) {
            sent[number] = Math.max(sent[number], sent[number - 1] + 20_000);
        }

        ScheduleCheck check = ScheduleCheck.of(PLANNED, sent);

        assertThat(check.gapDistance()).isGreaterThan(0.02);
        assertThat(check.gapProbability().orElseThrow()).isGreaterThan(0.01);
    }

    @Test
    void anotherProcessOfTheSameRateIs() {
        long[] even = LongStream.range(0, PLANNED.size())
                .map(number -> number * 500_000)
                .toArray();
        assertThat(ScheduleCheck.of(PLANNED, even).gapProbability().orElseThrow())
                .isLessThan(1e-6);
        // timers of a millisecond, as event loops have
        long[] coarse = LongStream.of(PLANNED.toArray())
                .map(start -> (start + 999_999) / 1_000_000 * 1_000_000)
                .toArray();
        assertThat(ScheduleCheck.of(PLANNED, coarse).gapProbability().orElseThrow())
                .isLessThan(1e-6);
    }
}
