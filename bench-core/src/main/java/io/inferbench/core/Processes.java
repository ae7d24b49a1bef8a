package io.inferbench.core;

import io.inferbench.core.config.ExecutionSettings;
import io.inferbench.core.discovery.ProviderCatalog;
import io.inferbench.core.plan.CatalogProber;
import io.inferbench.core.plan.Prober;
import io.inferbench.core.run.ForkRunner;
import io.inferbench.core.run.InProcessForkRunner;
import io.inferbench.core.run.TrialProviders;

/** Chooses where engines are asked and run. */
final class Processes {

    private final ProviderCatalog catalog;

    Processes(ProviderCatalog catalog) {
        this.catalog = catalog;
    }

    Prober prober(ExecutionSettings settings) {
        return new CatalogProber(catalog);
    }

    ForkRunner runner(ExecutionSettings settings) {
        return new InProcessForkRunner(trial -> TrialProviders.of(trial, catalog), settings.timeLimit());
    }
}
