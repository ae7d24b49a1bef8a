package io.inferbench.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.core.config.MeasurementSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    private final Map<String, String> facts = new HashMap<>();

    @Test
    void itEndsWhenTheMedianIsKnown() throws Exception {
        SplittableRandom random = new SplittableRandom(1);

        int calls = run(settings(50, 100_000, 0.01), call -> 100_000 + random.nextInt(20_000));

        assertThat(facts).containsEntry("ended", "precise").containsEntry("precise", "true");
        assertThat(Double.parseDouble(facts.get("relative_half_width"))).isLessThanOrEqualTo(0.01);
        assertThat(calls).isBetween(50, 5_000);
    }

    @Test
    void theCapOnCallsIsExactAndLeavesItImprecise() throws Exception {
        SplittableRandom random = new SplittableRandom(1);

        int calls = run(settings(50, 300, 0.0001), call -> 100_000 + random.nextInt(200_000));

        assertThat(calls).isEqualTo(300);
        assertThat(facts).containsEntry("ended", "max-calls").doesNotContainKey("precise");
    }

    @Test
    void noTargetRunsToTheCap() throws Exception {
        int calls = run(settings(50, 777, 0), call -> 1_000);

        assertThat(calls).isEqualTo(777);
        assertThat(facts).containsEntry("ended", "max-calls").doesNotContainKey("relative_half_width");
    }

    @Test
    void theCapOnTimeEndsIt() throws Exception {
        MeasurementSettings settings = new MeasurementSettings(
                50, Duration.ofMillis(1), 1_000_000, Duration.ofMillis(30), 0, 0.95, Duration.ZERO, Duration.ZERO);

        run(settings, call -> 1_000);

        assertThat(facts).containsEntry("ended", "max-time");
    }

    private int run(MeasurementSettings settings, LongUnaryOperator latency) throws Exception {
        try (Callers callers = ScriptedCaller.callers(latency)) {
            new Measurement(settings, 1).run(callers, facts, news -> {});
            return Math.toIntExact(callers.rows());
        }
    }

    private static MeasurementSettings settings(int minCalls, int maxCalls, double target) {
        return new MeasurementSettings(
                minCalls,
                Duration.ofNanos(1),
                maxCalls,
                Duration.ofSeconds(60),
                target,
                0.95,
                Duration.ZERO,
                Duration.ZERO);
    }
}
