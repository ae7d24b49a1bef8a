package io.inferbench.core.run;

import io.inferbench.api.report.Trial;
import io.inferbench.core.agreement.AgreementTask;
import io.inferbench.core.config.LoadSettings;
import io.inferbench.core.config.MeasurementSettings;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.ProviderChoice;
import io.inferbench.core.config.WarmUpSettings;
import io.inferbench.core.plan.PlannedTrial;
import io.inferbench.core.run.ForkAssignment.Purpose;
import io.inferbench.core.run.fake.Behaviour;
import io.inferbench.core.run.fake.FakeBackend;
import io.inferbench.core.run.fake.FakeModels;
import io.inferbench.core.run.fake.FakeWorkload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Small trials of fakes. */
public final class FakeTrials {

    /** Any five windows do. */
    static final WarmUpSettings WARM_UP = new WarmUpSettings(10, Duration.ofMillis(5), Duration.ofMillis(400), 5, 100);

    static final MeasurementSettings MEASUREMENT = new MeasurementSettings(
            20, Duration.ofMillis(5), 500, Duration.ofSeconds(2), 0, 0.95, Duration.ZERO, Duration.ZERO);

    private FakeTrials() {}

    static TrialProviders providers() {
        return new TrialProviders(new FakeBackend(), new FakeModels(), new FakeWorkload());
    }

    public static ForkAssignment assignment(Path folder, Behaviour behaviour) {
        return assignment(folder, behaviour, Map.of());
    }

    static ForkAssignment assignment(Path folder, Behaviour behaviour, Map<String, String> parameters) {
        String word = behaviour.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return assignment(folder, Map.of("behaviour", word), parameters);
    }

    static ForkAssignment assignment(Path folder, Map<String, String> options, Map<String, String> parameters) {
        return assignment(folder, new ProviderChoice("fake", options), "fake:sum", parameters);
    }

    static ForkAssignment assignment(Path folder, String model) {
        return assignment(folder, ProviderChoice.of("fake"), model, Map.of());
    }

    static ForkAssignment assignment(
            Path folder, ProviderChoice backend, String model, Map<String, String> parameters) {
        Trial trial = new Trial(
                backend.id() + "/" + model,
                backend.id(),
                model,
                "fake-vectors",
                parameters,
                backend.options(),
                Map.of(),
                Map.of());
        PlannedTrial planned = new PlannedTrial(
                trial, backend, ModelChoice.of(model), ProviderChoice.of("fake-vectors"), Optional.empty());
        return new ForkAssignment(
                planned,
                0,
                Purpose.MEASURE,
                7,
                WARM_UP,
                MEASUREMENT,
                LoadSettings.DEFAULT,
                AgreementTask.off(),
                false,
                folder,
                folder);
    }
}
