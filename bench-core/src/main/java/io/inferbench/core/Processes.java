package io.inferbench.core;

import io.inferbench.api.Provider;
import io.inferbench.core.config.ExecutionSettings;
import io.inferbench.core.config.ExecutionSettings.Isolation;
import io.inferbench.core.discovery.ProviderCatalog;
import io.inferbench.core.plan.CatalogProber;
import io.inferbench.core.plan.Prober;
import io.inferbench.core.run.ForkRunner;
import io.inferbench.core.run.InProcessForkRunner;
import io.inferbench.core.run.TrialProviders;
import io.inferbench.core.run.fork.ForkClassPath;
import io.inferbench.core.run.fork.ForkedForkRunner;
import io.inferbench.core.run.fork.ForkedProber;
import io.inferbench.core.run.fork.ProviderOrigin;
import java.util.List;

/** Chooses in which process engines are asked and run. */
final class Processes {

    private final ProviderCatalog catalog;
    private final List<ClassLoader> searched;
    private final List<Provider> added;

    /**
     * Takes where the catalog's providers come from.
     *
     * @param searched class loaders whose registrations count
     * @param added providers that were added by hand
     */
    Processes(ProviderCatalog catalog, List<ClassLoader> searched, List<Provider> added) {
        this.catalog = catalog;
        this.searched = List.copyOf(searched);
        this.added = List.copyOf(added);
    }

    /**
     * Returns who asks backends whether they can run.
     *
     * @throws RunException if a child process could not find the same providers
     */
    Prober prober(ExecutionSettings settings) throws RunException {
        return settings.isolation() == Isolation.IN_PROCESS
                ? new CatalogProber(catalog)
                : new ForkedProber(classPath(), origin(), settings.jvmArguments());
    }

    /**
     * Returns who runs forks.
     *
     * @throws RunException if a child process could not find the same providers
     */
    ForkRunner runner(ExecutionSettings settings) throws RunException {
        return settings.isolation() == Isolation.IN_PROCESS
                ? new InProcessForkRunner(trial -> TrialProviders.of(trial, catalog), settings.timeLimit())
                : new ForkedForkRunner(classPath(), origin(), settings.jvmArguments(), settings.timeLimit());
    }

    private ForkClassPath classPath() {
        return ForkClassPath.ofThisProcess(searched, catalog);
    }

    private ProviderOrigin origin() throws RunException {
        try {
            return ProviderOrigin.of(!searched.isEmpty(), added);
        } catch (IllegalArgumentException strangers) {
            throw new RunException(String.valueOf(strangers.getMessage()), strangers);
        }
    }
}
