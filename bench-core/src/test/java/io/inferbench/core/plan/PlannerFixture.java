package io.inferbench.core.plan;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.inferbench.api.Device;
import io.inferbench.api.backend.Available;
import io.inferbench.api.backend.Unavailable;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.report.Trial;
import io.inferbench.core.config.AgreementSettings;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ExecutionSettings;
import io.inferbench.core.config.ExecutionSettings.OnUnavailable;
import io.inferbench.core.config.ExecutionSettings.Order;
import io.inferbench.core.config.MeasurementSettings;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.PlanException;
import io.inferbench.core.config.PlanProblem;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.config.TrialGroup;
import io.inferbench.core.config.WarmUpSettings;
import io.inferbench.core.discovery.ProviderCatalog;
import io.inferbench.core.plan.FakeProviders.FakeBackend;
import io.inferbench.core.plan.FakeProviders.FakeModelSource;
import io.inferbench.core.plan.FakeProviders.FakeSink;
import io.inferbench.core.plan.FakeProviders.FakeWorkload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A catalog of providers that only answer questions, and short ways to write configurations. */
final class PlannerFixture {

    static final ProviderCatalog CATALOG = ProviderCatalog.builder()
            .add(FakeBackend.of("alpha", ModelFormat.ONNX))
            .add(FakeBackend.of("beta", ModelFormat.ONNX, ModelFormat.TORCHSCRIPT))
            .add(FakeBackend.of("torch-only", ModelFormat.TORCHSCRIPT))
            .add(new FakeBackend(
                    "broken",
                    List.of(ModelFormat.ONNX),
                    Unavailable.of(Unavailable.Reason.LIBRARY_MISSING, "libfoo.so is not there", "install libfoo 3")))
            .add(new FakeBackend(
                    "gpu",
                    List.of(ModelFormat.ONNX),
                    new Available("1.0", List.of(Device.cuda(0), Device.cuda(1)), Map.of())))
            .add(FakeBackend.of("client", ModelFormat.REMOTE))
            .add(new FakeWorkload("tokens"))
            .add(new FakeSink("json"))
            .add(new FakeModelSource(
                    "presets", List.of("bert-base", "bert-large", "corrupt"), List.of(ModelFormat.ONNX)))
            .add(new FakeModelSource("servers", List.of("served"), List.of(ModelFormat.REMOTE)))
            .build();

    private final List<ProviderChoice> probed = new ArrayList<>();

    BenchmarkPlan plan(BenchmarkConfig config) throws PlanException {
        CatalogProber prober = new CatalogProber(CATALOG);
        return new Planner(
                        CATALOG,
                        choice -> {
                            probed.add(choice);
                            return prober.probe(choice);
                        },
                        Map.of("TOKEN", "hunter2", "HOST", "localhost"))
                .plan(config);
    }

    List<PlanProblem> problems(BenchmarkConfig config) {
        return catchThrowableOfType(PlanException.class, () -> plan(config)).problems();
    }

    static TrialGroup group(List<String> backends, Map<String, List<String>> parameters) {
        return group(backends, parameters, List.of(), List.of());
    }

    static TrialGroup group(
            List<String> backends,
            Map<String, List<String>> parameters,
            List<Map<String, String>> excludes,
            List<Map<String, String>> includes) {
        return new TrialGroup(
                backends.stream().map(ProviderChoice::of).toList(),
                List.of(ModelChoice.of("bert-base")),
                List.of(ProviderChoice.of("tokens")),
                parameters,
                excludes,
                includes);
    }

    static TrialGroup group(ProviderChoice backend) {
        return new TrialGroup(
                List.of(backend),
                List.of(ModelChoice.of("bert-base")),
                List.of(ProviderChoice.of("tokens")),
                Map.of(),
                List.of(),
                List.of());
    }

    static BenchmarkConfig config(TrialGroup... groups) {
        return config(ExecutionSettings.DEFAULT, groups);
    }

    static BenchmarkConfig config(ExecutionSettings execution, TrialGroup... groups) {
        return new BenchmarkConfig(
                "test",
                7,
                List.of(groups),
                execution,
                WarmUpSettings.DEFAULT,
                MeasurementSettings.DEFAULT,
                AgreementSettings.DEFAULT,
                List.of(50.0),
                List.of(ProviderChoice.of("json")),
                Path.of("results"),
                Path.of("cache"));
    }

    static ExecutionSettings execution(int forks, Order order, OnUnavailable onUnavailable) {
        return new ExecutionSettings(
                ExecutionSettings.Isolation.FORKED, forks, order, Duration.ofMinutes(10), onUnavailable, List.of());
    }

    static Map<String, List<String>> matrix(Object... keysAndValues) {
        Map<String, List<String>> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            @SuppressWarnings("unchecked")
            List<String> values = (List<String>) keysAndValues[i + 1];
            map.put((String) keysAndValues[i], values);
        }
        return map;
    }

    static List<String> ids(BenchmarkPlan plan) {
        return plan.trials().stream().map(PlannedTrial::trial).map(Trial::id).toList();
    }

    List<ProviderChoice> probed() {
        return probed;
    }
}
