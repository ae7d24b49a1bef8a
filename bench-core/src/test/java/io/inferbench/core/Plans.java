package io.inferbench.core;

import io.inferbench.api.report.TrialResult;
import io.inferbench.api.report.Verdict;
import io.inferbench.core.config.AgreementSettings;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ExecutionSettings;
import io.inferbench.core.config.ExecutionSettings.Isolation;
import io.inferbench.core.config.MeasurementSettings;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.config.TrialGroup;
import io.inferbench.core.config.WarmUpSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans of fakes. */
final class Plans {

    /** Any five windows do. */
    private static final WarmUpSettings WARM_UP =
            new WarmUpSettings(10, Duration.ofMillis(5), Duration.ofSeconds(2), 5, 1);

    private static final MeasurementSettings MEASUREMENT = new MeasurementSettings(
            20, Duration.ofMillis(5), 120, Duration.ofSeconds(2), 0, 0.95, Duration.ZERO, Duration.ZERO);

    /** What the machine of the moment decides: a fake call takes nanoseconds, and so do its differences. */
    private static final Set<String> TIMING = Set.of("not-steady", "imprecise", "forks-differ", "too-few-samples");

    private Plans() {}

    /** Returns the verdict without the reasons that depend on how busy this machine was. */
    static Verdict verdictBesideTiming(TrialResult result) {
        return Verdict.of(result.verdict().reasons().stream()
                .filter(reason -> !TIMING.contains(reason.code()))
                .toList());
    }

    static BenchmarkConfig of(Path folder, ExecutionSettings execution, ProviderChoice... backends) {
        return of(folder, execution, AgreementSettings.DEFAULT, Map.of(), backends);
    }

    static BenchmarkConfig of(
            Path folder,
            ExecutionSettings execution,
            AgreementSettings agreement,
            Map<String, List<String>> parameters,
            ProviderChoice... backends) {
        TrialGroup group = new TrialGroup(
                List.of(backends),
                List.of(ModelChoice.of("fake:sum")),
                List.of(ProviderChoice.of("fake-vectors")),
                new LinkedHashMap<>(parameters),
                List.of(),
                List.of());
        return new BenchmarkConfig(
                "fakes",
                7,
                List.of(group),
                execution,
                WARM_UP,
                MEASUREMENT,
                agreement,
                List.of(50.0, 99.0),
                List.of(ProviderChoice.of("json")),
                folder.resolve("results"),
                folder.resolve("cache"));
    }

    static ExecutionSettings execution(Isolation isolation, int forks) {
        return new ExecutionSettings(
                isolation,
                forks,
                ExecutionSettings.Order.SEQUENTIAL,
                Duration.ofSeconds(20),
                ExecutionSettings.OnUnavailable.SKIP,
                List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    }

    static ProviderChoice fake(String behaviour) {
        return new ProviderChoice("fake", Map.of("behaviour", behaviour));
    }

    static AgreementSettings referenceIs(String backend) {
        AgreementSettings usual = AgreementSettings.DEFAULT;
        return new AgreementSettings(true, Optional.of(backend), usual.requests(), usual.tolerances());
    }
}
