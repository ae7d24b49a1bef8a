package io.inferbench.core;

import io.inferbench.api.report.RunHeader;
import io.inferbench.api.report.Trial;
import io.inferbench.core.discovery.DiscoveryFailure;
import io.inferbench.core.discovery.ProviderCatalog;
import io.inferbench.core.environment.Environment;
import io.inferbench.core.environment.EnvironmentCapture;
import io.inferbench.core.gpu.GpuDevice;
import io.inferbench.core.gpu.GpuProbe;
import io.inferbench.core.gpu.nvml.NvmlException;
import io.inferbench.core.gpu.nvml.NvmlGpuProbe;
import io.inferbench.core.plan.BenchmarkPlan;
import io.inferbench.core.plan.EffectivePlan;
import io.inferbench.core.plan.PlannedTrial;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** What is known of a run before its first trial. */
final class Headers {

    private Headers() {}

    /**
     * Describes a run that begins.
     *
     * @param described whether to look at JVM, machine and sources, which takes half a second
     */
    static RunHeader of(
            BenchmarkPlan plan, String runId, Instant startedAt, ProviderCatalog catalog, boolean described) {
        EffectivePlan effective = EffectivePlan.of(plan.config(), catalog);
        return new RunHeader(
                runId,
                version(),
                startedAt,
                effective.values(),
                effective.sha256(),
                plan.config().seed(),
                described ? environment().sections() : Map.of(),
                catalog.failures().stream().map(DiscoveryFailure::describe).toList(),
                trials(plan));
    }

    private static Environment environment() {
        Environment environment = EnvironmentCapture.ofThisMachine().ofRun();
        try (GpuProbe gpus = NvmlGpuProbe.open(ProcessHandle.current().pid())) {
            Map<String, String> facts = new LinkedHashMap<>();
            for (GpuDevice gpu : gpus.devices()) {
                facts.put(Integer.toString(gpu.index()), describe(gpu));
            }
            return environment.with("gpu", facts);
        } catch (NvmlException none) {
            return environment;
        }
    }

    private static String describe(GpuDevice gpu) {
        StringJoiner text = new StringJoiner(", ").add(gpu.name()).add(gpu.uuid());
        gpu.driverVersion().ifPresent(version -> text.add("driver " + version));
        gpu.cudaDriverVersion().ifPresent(version -> text.add("CUDA " + version));
        gpu.memoryBytes().ifPresent(bytes -> text.add(bytes + " bytes"));
        gpu.powerLimitMilliwatts().ifPresent(limit -> text.add("at most " + limit + " mW"));
        gpu.eccEnabled().ifPresent(on -> text.add("ECC " + (on ? "on" : "off")));
        gpu.migEnabled().ifPresent(on -> text.add("MIG " + (on ? "on" : "off")));
        return text.toString();
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
