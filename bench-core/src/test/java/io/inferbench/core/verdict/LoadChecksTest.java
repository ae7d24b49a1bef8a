package io.inferbench.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.Stage;
import io.inferbench.core.config.BenchmarkConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LoadChecksTest {

    private static final Map<String, String> GOOD = Map.ofEntries(
            Map.entry("requests", "1000"),
            Map.entry("failed", "0"),
            Map.entry("failures", ""),
            Map.entry("ended", "count"),
            Map.entry("schedule.planned_rate_per_s", "100"),
            Map.entry("schedule.achieved_rate_per_s", "100.4"),
            Map.entry("schedule.late_p99_ns", "900000"),
            Map.entry("schedule.gap_probability", "0.4"),
            Map.entry("waited_for_place", "10"),
            Map.entry("prompts_repeated", "0"),
            Map.entry("short_answers", "0"),
            Map.entry("in_flight.limit", "32"),
            Map.entry("in_flight.at_start", "5"),
            Map.entry("in_flight.at_end", "105"),
            Map.entry("window.full_load", "true"));

    private static final List<Function<Evidence, Optional<String>>> ALL = List.of(
            LoadChecks::serverLost,
            LoadChecks::tooManyFailed,
            LoadChecks::someFailed,
            LoadChecks::lateStarts,
            LoadChecks::rateMissed,
            LoadChecks::arrivalsDiffer,
            LoadChecks::placesTaken,
            LoadChecks::overloaded,
            LoadChecks::loadNotHeld,
            LoadChecks::promptsRepeated,
            LoadChecks::shortAnswers);

    private static Evidence evidence(Map<String, String> facts) {
        ForkResult fork = new ForkResult(
                0,
                true,
                List.of(),
                Map.of(),
                List.of(new PhaseResult(Stage.MEASUREMENT, 0, 1, facts)),
                List.of(),
                Agreement.notChecked(""),
                Interference.none(),
                Map.of());
        return new Evidence(
                BenchmarkConfig.builder("load").build(), List.of(fork), List.of(), Agreement.notChecked(""));
    }

    private static List<String> found(String... changes) {
        Map<String, String> facts = new HashMap<>(GOOD);
        for (int at = 0; at < changes.length; at += 2) {
            facts.put(changes[at], changes[at + 1]);
        }
        List<String> found = new ArrayList<>();
        ALL.forEach(rule -> rule.apply(evidence(facts)).ifPresent(found::add));
        return found;
    }

    @Test
    void atTheLimitsNothingIsSaid() {
        assertThat(found()).isEmpty();
    }

    @Test
    void aTrialThatServedNothingKeepsAll() {
        List<String> found = new ArrayList<>();
        ALL.forEach(rule -> rule.apply(evidence(Map.of("ended", "precise"))).ifPresent(found::add));
        assertThat(found).isEmpty();
    }

    @Test
    void eachLimitIsItsOwn() {
        assertThat(found("ended", "server-lost", "failures", "reset 60"))
                .singleElement()
                .asString()
                .contains("reset 60");
        assertThat(found("failed", "100", "failures", "timeout 100"))
                .singleElement()
                .asString()
                .contains("100 of 1000")
                .contains("timeout 100");
        assertThat(found("failed", "101")).hasSize(1);
        assertThat(found("schedule.late_p99_ns", "1000001"))
                .singleElement()
                .asString()
                .contains("1.00 ms late");
        assertThat(found("schedule.achieved_rate_per_s", "99.4"))
                .singleElement()
                .asString()
                .contains("-0.60 %");
        assertThat(found("schedule.gap_probability", "0.009")).hasSize(1);
        assertThat(found("waited_for_place", "11"))
                .singleElement()
                .asString()
                .contains("1.1 %")
                .contains("32 places");
        assertThat(found("in_flight.at_end", "106")).singleElement().asString().contains("from 5 to 106");
        assertThat(found("window.full_load", "false")).hasSize(1);
        assertThat(found("prompts_repeated", "1")).hasSize(1);
        assertThat(found("short_answers", "3")).singleElement().asString().contains("3 of 1000");
    }
}
