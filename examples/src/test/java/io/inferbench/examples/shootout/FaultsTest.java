package io.inferbench.examples.shootout;

import static io.inferbench.examples.shootout.Typed.shootout;
import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.Failed;
import io.inferbench.api.report.RunReport;
import io.inferbench.api.report.Skipped;
import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.json.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The plan of bad backends: each becomes the row it should, and none takes the good one down. */
class FaultsTest {

    @TempDir
    private Path folder;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "abort of its C library opens a dialogue there")
    void everyBadBackendIsFoundOutAndTheGoodOneMeasured() throws Exception {
        Typed typed = shootout(("run plans/faults.yaml --jar faults"
                        + " --set warm_up.max_time=1s --set measurement.max_time=1s --results " + folder)
                .split(" "));

        Map<String, TrialResult> rows = rows();
        assertThat(rows).containsOnlyKeys("ort-cpu", "crashing", "hanging", "lying", "broken");
        assertThat(rows.get("ort-cpu")).isInstanceOfSatisfying(Completed.class, good -> {
            assertThat(good.agreement().status()).isEqualTo(Agreement.Status.REFERENCE);
            assertThat(good.summary("latency")).isPresent();
        });
        assertThat(rows.get("crashing"))
                .isInstanceOfSatisfying(
                        Failed.class, crashed -> assertThat(crashed.cause()).contains("exit code 134"));
        assertThat(rows.get("hanging"))
                .isInstanceOfSatisfying(
                        Failed.class, hung -> assertThat(hung.cause()).contains("time limit"));
        assertThat(rows.get("lying")).isInstanceOfSatisfying(Completed.class, lied -> {
            assertThat(lied.agreement().status()).isEqualTo(Agreement.Status.DISAGREES);
            assertThat(lied.verdict().status()).isEqualTo(Verdict.Status.INVALID);
        });
        assertThat(rows.get("broken"))
                .isInstanceOfSatisfying(
                        Skipped.class,
                        skipped -> assertThat(skipped.reason()).contains("com.example.gone.BrokenBackend"));
        assertThat(typed.exitCode()).isEqualTo(ExitCodes.UNFIT);
        assertThat(typed.err()).isEmpty();
    }

    private Map<String, TrialResult> rows() throws Exception {
        RunReport report = ReportJson.read(reportFile());
        return report.results().stream()
                .collect(Collectors.toMap(result -> result.trial().backend(), Function.identity()));
    }

    private Path reportFile() throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> file.endsWith("report.json"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
