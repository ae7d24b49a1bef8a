package io.inferbench.examples.guard;

import io.inferbench.core.Benchmark;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.PlanReader;
import io.inferbench.examples.faults.DelayedBackend;
import io.inferbench.junit.SpeedGuard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A team keeps an eye on the latency of its sentence embeddings.
 *
 * <p>Off unless asked for: a build machine that runs everything at once is no place to measure. The first run records the
 * baseline and is aborted, the second passes, the third fails and says by how much:
 *
 * <pre>{@code
 * GUARD="./mvnw -pl examples -am test -Dtest=SimilarityGuardTest -Dsurefire.failIfNoSpecifiedTests=false -Dexamples.guard=true"
 * $GUARD -Dinferbench.baseline.record=true
 * $GUARD
 * $GUARD -Dexamples.delay=5ms
 * }</pre>
 */
class SimilarityGuardTest {

    /** A real team commits this file; here it would be of a machine that nobody else has. */
    private static final Path BASELINE = Path.of("target/guard/similarity-baseline.json");

    @TempDir
    private Path results;

    @Test
    @EnabledIfSystemProperty(
            named = "examples.guard",
            matches = "true",
            disabledReason = "measures; for a quiet machine, with -Dexamples.guard=true")
    void embeddingsAreNotSlowerThanTheyWere() throws Exception {
        // Registered engines are found by themselves; a team's own may as well be handed over.
        Benchmark benchmark =
                Benchmark.builder().discover().add(new DelayedBackend()).build();
        BenchmarkConfig plan = PlanReader.read(Path.of("plans/guard.yaml"), overrides(), benchmark::plan)
                .config();

        SpeedGuard.against(BASELINE)
                .comparing(comparison -> comparison.margin(0.10))
                .attempts(3)
                .check(() -> benchmark.run(plan).report());
    }

    /** The engine is one that can be made slower; the forks get the delay that this process was started with. */
    private List<String> overrides() {
        List<String> overrides =
                new ArrayList<>(List.of("results=" + results.toAbsolutePath(), "trials.backends=delayed"));
        String delay = System.getProperty(DelayedBackend.DELAY, "");
        if (!delay.isEmpty()) {
            overrides.add("execution.jvm_arguments=[-D" + DelayedBackend.DELAY + "=" + delay + "]");
        }
        return overrides;
    }
}
