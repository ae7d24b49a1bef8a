package io.inferbench.benchmarks;

import io.inferbench.api.ProgressListener;
import io.inferbench.api.Provider;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.backend.BackendSession;
import io.inferbench.api.backend.SessionSpec;
import io.inferbench.api.model.CallShape;
import io.inferbench.api.model.Model;
import io.inferbench.api.model.ModelArtifact;
import io.inferbench.api.model.ModelFormat;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.model.ModelSpec;
import io.inferbench.api.option.Options;
import io.inferbench.api.workload.WorkloadSession;
import io.inferbench.api.workload.WorkloadSpec;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.discovery.ProviderCatalog;
import io.inferbench.core.discovery.ProviderSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A preset with seeded weights, open in this process. */
final class PresetSession implements AutoCloseable {

    private final ProviderCatalog catalog = ProviderCatalog.discover();
    private final Model model;
    private final ModelArtifact artifact;
    private final BackendSession session;

    /**
     * Opens one.
     *
     * @param backendId what runs it
     * @param name the preset
     * @param shape the largest call that will come
     * @param options of the backend, as plans write them
     */
    PresetSession(String backendId, String name, CallShape shape, Map<String, String> options) throws Exception {
        Backend backend = required(catalog.backends(), backendId);
        ModelSource presets = required(catalog.modelSources(), "presets");
        model = presets.open(ModelSpec.builder(name, BenchmarkConfig.defaultCache())
                .seed(BenchmarkConfig.DEFAULT_SEED)
                .build());
        ModelFormat format = backend.formats().stream()
                .filter(model.formats()::contains)
                .findFirst()
                .orElseThrow();
        artifact = model.materialize(format, ProgressListener.NONE);
        Path workDirectory = Files.createTempDirectory("inferbench-paired");
        // Only if the engine left nothing in it.
        workDirectory.toFile().deleteOnExit();
        session = backend.open(SessionSpec.builder(artifact, workDirectory)
                .expectedShape(shape)
                .options(Options.parse(backend.options(), options))
                .build());
    }

    private static <P extends Provider> P required(ProviderSet<P> providers, String id) {
        return providers.find(id).orElseThrow(() -> new IllegalStateException(providers.explainUnknown(id)));
    }

    BackendSession session() {
        return session;
    }

    /** Returns the model's file. */
    ModelArtifact artifact() {
        return artifact;
    }

    /** Opens a workload; what it needs to know of session and lengths is the caller's to say. */
    WorkloadSession workload(String id, WorkloadSpec.Builder spec) throws Exception {
        return required(catalog.workloads(), id)
                .open(spec.seed(BenchmarkConfig.DEFAULT_SEED)
                        .batchSize(1)
                        .modelFacts(model.facts())
                        .build());
    }

    @Override
    public void close() {
        session.close();
        model.close();
    }
}
