package com.example.ejml;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.Device;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.Completed;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.TrialResult;
import io.inferbench.core.Benchmark;
import io.inferbench.core.RunOutcome;
import io.inferbench.core.config.PlanReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the class path is all that a backend has to be to take part in a run, child processes included. */
class RunsInAPlanTest {

    @TempDir
    private Path folder;

    @Test
    void thePlanOfThisFolderRunsToItsEnd() throws Exception {
        List<String> overrides = List.of(
                "results=" + folder.resolve("results"),
                "cache=" + folder.resolve("cache"),
                "trials.parameters.batch=[8]");

        RunOutcome outcome = Benchmark.create()
                .run(PlanReader.read(Path.of("plan.yaml"), overrides).config());

        assertThat(outcome.report().results()).hasSize(1).allSatisfy(RunsInAPlanTest::wasMeasured);
        assertThat(outcome.files()).hasSize(2).allMatch(file -> file.startsWith(folder));
    }

    private static void wasMeasured(TrialResult result) {
        assertThat(result).isInstanceOf(Completed.class);
        // Whether the figures are to be believed depends on what else this machine does, so the verdict is not
        // asserted.
        Completed completed = (Completed) result;
        assertThat(completed.agreement().status()).isNotEqualTo(Agreement.Status.DISAGREES);
        assertThat(completed.summary("latency").orElseThrow().value()).isPositive();
        ForkResult fork = completed.forks().get(0);
        assertThat(fork.isolated()).isTrue();
        assertThat(fork.devices()).containsExactly(Device.CPU);
        assertThat(fork.facts()).containsEntry("engine.version", "0.44.0");
    }
}
