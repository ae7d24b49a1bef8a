package io.inferbench.core.discovery;

import io.inferbench.api.Provider;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.metric.MetricSink;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every provider that a run may use, and what did not load.
 *
 * <p>Make one per process and keep it: a class whose static initialiser failed reports its real cause only the first time.
 * Making one constructs every provider and does nothing else (rule B-00). Immutable.
 */
public final class ProviderCatalog {

    static final String BACKEND = "backend";

    private final ProviderSet<Backend> backends;
    private final ProviderSet<Workload> workloads;
    private final ProviderSet<MetricSink> sinks;
    private final ProviderSet<ModelSource> modelSources;

    private ProviderCatalog(Builder builder) {
        this.backends = builder.load(Backend.class, BACKEND);
        this.workloads = builder.load(Workload.class, "workload");
        this.sinks = builder.load(MetricSink.class, "sink");
        this.modelSources = builder.load(ModelSource.class, "model source");
    }

    /** Finds everything that the context class loader of this thread sees. */
    public static ProviderCatalog discover() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return discover(context == null ? ClassLoader.getSystemClassLoader() : context);
    }

    /** Finds everything registered where this class loader sees it. */
    public static ProviderCatalog discover(ClassLoader classLoader) {
        return builder().search(classLoader).build();
    }

    /** Returns a builder of a catalog that holds only what is added to it. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the backends. */
    public ProviderSet<Backend> backends() {
        return backends;
    }

    /** Returns the workloads. */
    public ProviderSet<Workload> workloads() {
        return workloads;
    }

    /** Returns the sinks. */
    public ProviderSet<MetricSink> sinks() {
        return sinks;
    }

    /** Returns the model sources. */
    public ProviderSet<ModelSource> modelSources() {
        return modelSources;
    }

    /** Returns everything that did not load. */
    public List<DiscoveryFailure> failures() {
        return Stream.of(backends, workloads, sinks, modelSources)
                .flatMap(providers -> providers.failures().stream())
                .toList();
    }

    /** Builds a {@link ProviderCatalog}. */
    public static final class Builder {

        private final List<Provider> explicit = new ArrayList<>();
        private Optional<ClassLoader> classLoader = Optional.empty();

        private Builder() {}

        /** Adds a provider that need not be registered anywhere. */
        public Builder add(Provider provider) {
            explicit.add(Objects.requireNonNull(provider, "provider"));
            return this;
        }

        /** Adds everything registered where this class loader sees it. */
        public Builder search(ClassLoader loader) {
            this.classLoader = Optional.of(loader);
            return this;
        }

        /** Returns the catalog. */
        public ProviderCatalog build() {
            return new ProviderCatalog(this);
        }

        private <P extends Provider> ProviderSet<P> load(Class<P> type, String kind) {
            ProviderLoader<P> loader = new ProviderLoader<>(type, kind).add(explicit);
            classLoader.ifPresent(loader::search);
            return loader.finish();
        }
    }
}
