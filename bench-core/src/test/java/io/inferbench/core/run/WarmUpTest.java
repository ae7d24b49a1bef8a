package io.inferbench.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.core.config.WarmUpSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private static final WarmUpSettings SETTINGS =
            new WarmUpSettings(10, Duration.ZERO, Duration.ofSeconds(60), 5, 0.05);

    private final Map<String, String> facts = new HashMap<>();

    @Test
    void flatWindowsEndItAtOnce() throws Exception {
        run(SETTINGS, call -> 1_000);

        assertThat(facts)
                .containsEntry("ended", "steady")
                .containsEntry("windows", "5")
                .containsEntry("calls", "15")
                .containsEntry("relative_range", "0.0000");
    }

    @Test
    void callsThatSettleAreWaitedFor() throws Exception {
        run(SETTINGS, call -> call < 100 ? 5_000 - 40 * call : 1_000);

        assertThat(facts).containsEntry("ended", "steady");
        assertThat(Integer.parseInt(facts.get("calls"))).isBetween(110, 150);
    }

    @Test
    void theMinimumOfCallsIsMadeEvenIfSteady() throws Exception {
        run(new WarmUpSettings(1_000, Duration.ZERO, Duration.ofSeconds(60), 5, 0.05), call -> 1_000);

        assertThat(Integer.parseInt(facts.get("calls"))).isGreaterThanOrEqualTo(1_000);
    }

    @Test
    void theCapEndsWhatNeverSettlesAndSaysWhy() throws Exception {
        run(new WarmUpSettings(10, Duration.ZERO, Duration.ofMillis(50), 5, 0.05), call ->
                (long) (1_000 * Math.pow(1.01, call % 1_000.0)));

        assertThat(facts).containsEntry("ended", "max-time");
        assertThat(facts.get("not_steady")).contains("window medians");
    }

    @Test
    void windowsCoverWholeCyclesOfRequests() throws Exception {
        try (Callers callers = ScriptedCaller.callers(call -> call % 7 == 0 ? 9_000 : 1_000)) {
            new WarmUp(SETTINGS, OptionalLong::empty).run(callers, 7, facts, news -> {});
        }

        assertThat(facts).containsEntry("calls", "35").containsEntry("ended", "steady");
    }

    @Test
    void compilersAtWorkAreWaitedForButAreNoReasonForDoubt() throws Exception {
        AtomicLong compiled = new AtomicLong();
        try (Callers callers = ScriptedCaller.callers(call -> 1_000)) {
            // All of the time until it has been asked for a hundredth time, then no more.
            new WarmUp(SETTINGS, () -> OptionalLong.of(Math.min(100, compiled.incrementAndGet()) * 3_600_000_000_000L))
                    .run(callers, 1, facts, news -> {});
        }
        assertThat(facts).containsEntry("ended", "steady");
        assertThat(Integer.parseInt(facts.get("windows"))).isBetween(100, 110);

        WarmUpSettings capped = new WarmUpSettings(10, Duration.ZERO, Duration.ofMillis(50), 5, 0.05);
        try (Callers callers = ScriptedCaller.callers(call -> 1_000)) {
            new WarmUp(capped, () -> OptionalLong.of(compiled.incrementAndGet() * 3_600_000_000_000L))
                    .run(callers, 1, facts, news -> {});
        }
        assertThat(facts).containsEntry("ended", "steady");
    }

    private void run(WarmUpSettings settings, LongUnaryOperator latency) throws Exception {
        try (Callers callers = ScriptedCaller.callers(latency)) {
            new WarmUp(settings, OptionalLong::empty).run(callers, 1, facts, news -> {});
        }
    }
}
