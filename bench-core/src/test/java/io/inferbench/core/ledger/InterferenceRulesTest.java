package io.inferbench.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Interference;
import io.inferbench.api.report.Verdict.Reason;
import io.inferbench.api.report.Verdict.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterferenceRulesTest {

    private static final double OBSERVED = 10e9;

    /** Over ten seconds: the value that is just allowed, the one that is doubtful and the one that is worthless. */
    @ParameterizedTest
    @CsvSource({
        "SAFEPOINT_TIME, jvm-safepoints, 0.1e9, 0.2e9, 1.1e9",
        "GC_PAUSE_TIME, jvm-gc, 0.1e9, 0.2e9, 1.1e9",
        "QUOTA_THROTTLED_TIME, cpu-quota, 0.01e9, 0.02e9, 0.6e9",
        "CPU_STEAL_SHARE, cpu-steal, 1, 1.5, 11",
        "OTHER_CPU_SHARE, other-cpu, 10, 11, 51",
        "TIMER_LATE_SHARE, timer-late, 1, 1.5, 11",
        "MAJOR_FAULTS, major-faults, 10, 20, 1001",
        "SWAPPED_PAGES, swapping, 100, 200, 100001"
    })
    void eachTotalHasItsLimits(LedgerTotal total, String code, double fine, double doubtful, double worthless) {
        assertThat(judge(total, fine)).isEmpty();
        assertThat(judge(total, doubtful)).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(code);
            assertThat(reason.severity()).isEqualTo(Status.SUSPECT);
        });
        assertThat(judge(total, worthless)).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(code);
            assertThat(reason.severity()).isEqualTo(Status.INVALID);
        });
    }

    /** These cast doubt, whatever their size. */
    @ParameterizedTest
    @CsvSource({
        "JIT_COMPILATION_TIME, jvm-compiling, 2e9, 9e9",
        "TIMER_LAG_MAX, freeze, 100e6, 5e9",
        "THERMAL_THROTTLES, cpu-throttled, 0, 1000"
    })
    void someOnlyCastDoubt(LedgerTotal total, String code, double fine, double high) {
        assertThat(judge(total, fine)).isEmpty();
        assertThat(judge(total, high))
                .extracting(Reason::code, Reason::severity)
                .containsExactly(tuple(code));
    }

    @Test
    void aClockThatChangedCastsDoubt() {
        Map<String, Double> totals = new HashMap<>();
        totals.put("fastest_core_max_khz", 3_500_000.0);
        totals.put("fastest_core_min_khz", 3_150_000.0);
        assertThat(InterferenceRules.judge(new Interference(totals, List.of(), List.of())))
                .isEmpty();

        totals.put("fastest_core_min_khz", 3_100_000.0);
        assertThat(InterferenceRules.judge(new Interference(totals, List.of(), List.of())))
                .extracting(Reason::text)
                .containsExactly("the fastest core's clock ranged from 3100 to 3500 MHz (limit 10 %)");
    }

    @Test
    void collectionsInsideSafepointsAreNotBlamedTwice() {
        Interference ledger = new Interference(
                Map.of("observed_ns", OBSERVED, "safepoint_ns", 0.3e9, "gc_pause_ns", 0.3e9), List.of(), List.of());

        assertThat(InterferenceRules.judge(ledger)).extracting(Reason::code).containsExactly("jvm-safepoints");
    }

    @Test
    void aLedgerThatSawNothingSaysNothing() {
        assertThat(InterferenceRules.judge(Interference.none())).isEmpty();
    }

    @Test
    void aLedgerThatWasNeverOpenSaysNothing() {
        assertThat(InterferenceRules.judge(
                        new Interference(Map.of("observed_ns", 0.0, "safepoint_ns", 5.0), List.of(), List.of())))
                .isEmpty();
    }

    @Test
    void theTextNamesFigureAndLimitInEveryLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(judge(LedgerTotal.SAFEPOINT_TIME, 0.25e9))
                    .extracting(Reason::text)
                    .containsExactly("the JVM stood still for 2.5 % of the time (limit 1.0 %)");
            assertThat(judge(LedgerTotal.OTHER_CPU_SHARE, 12.5))
                    .extracting(Reason::text)
                    .containsExactly("12.5 % of the machine's processor time used by others (limit 10.0 %)");
            assertThat(judge(LedgerTotal.MAJOR_FAULTS, 55))
                    .extracting(Reason::text)
                    .containsExactly("5.5 page faults from disk a second (limit 1.0)");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static org.assertj.core.groups.Tuple tuple(String code) {
        return org.assertj.core.groups.Tuple.tuple(code, Status.SUSPECT);
    }

    private static List<Reason> judge(LedgerTotal total, double value) {
        return InterferenceRules.judge(
                new Interference(Map.of("observed_ns", OBSERVED, total.key(), value), List.of(), List.of()));
    }
}
