package io.inferbench.core;

import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.Trial;
import io.inferbench.core.discovery.DiscoveryFailure;
import io.inferbench.core.discovery.ProviderCatalog;
import io.inferbench.core.plan.BenchmarkPlan;
import io.inferbench.core.plan.EffectivePlan;
import io.inferbench.core.plan.PlannedTrial;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of a run before its first trial. */
final class Headers {

    private Headers() {}

    static RunHeader of(BenchmarkPlan plan, String runId, Instant startedAt, ProviderCatalog catalog) {
        EffectivePlan effective = EffectivePlan.of(plan.config(), catalog);
        return new RunHeader(
                runId,
                version(),
                startedAt,
                effective.values(),
                effective.sha256(),
                plan.config().seed(),
                Map.of(),
                catalog.failures().stream().map(DiscoveryFailure::describe).toList(),
                trials(plan));
    }

    private static List<Trial> trials(BenchmarkPlan plan) {
        return plan.trials().stream().map(PlannedTrial::trial).toList();
    }

    private static String version() {
        return Optional.ofNullable(Headers.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    static void requireSamePlan(BenchmarkPlan plan, RunHeader earlier, ProviderCatalog catalog) throws RunException {
        String hash = EffectivePlan.of(plan.config(), catalog).sha256();
        if (!hash.equals(earlier.planSha256())) {
            throw new RunException("run " + earlier.runId() + " had another plan: its SHA-256 is "
                    + earlier.planSha256() + " there and " + hash + " here; resume it with the plan it began with");
        }
        if (!trials(plan).equals(earlier.trials())) {
            throw new RunException("run " + earlier.runId() + " has other trials than this plan has here now; the class"
                    + " path, the environment or the machine has changed: begin a new run");
        }
    }
}
