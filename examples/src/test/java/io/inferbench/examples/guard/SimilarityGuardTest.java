package io.inferbench.examples.guard;

import io.inferbench.core.Benchmark;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.PlanReader;
import io.inferbench.junit.SpeedGuard;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A team keeps an eye on the latency of its sentence embeddings.
 *
 * <p>Off unless asked for: a build machine that runs everything at once is no place to measure. First on a quiet machine
 * with {@code -Dinferbench.baseline.record=true}, then without:
 *
 * <pre>{@code
 * ./mvnw -pl examples -am test -Dtest=SimilarityGuardTest -Dexamples.guard=true -Dsurefire.failIfNoSpecifiedTests=false
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
        BenchmarkConfig plan = PlanReader.read(
                        Path.of("plans/guard.yaml"), List.of("results=" + results.toAbsolutePath()))
                .config();

        SpeedGuard.against(BASELINE)
                .comparing(comparison -> comparison.margin(0.10))
                .check(Benchmark.create().run(plan).report());
    }
}
