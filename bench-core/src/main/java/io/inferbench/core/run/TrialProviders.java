package io.inferbench.core.run;

import io.inferbench.api.Provider;
import io.inferbench.api.backend.Backend;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.workload.Workload;
import io.inferbench.core.discovery.ProviderCatalog;
import io.inferbench.core.discovery.ProviderSet;
import io.inferbench.core.plan.PlannedTrial;

/**
 * The plug-ins that one trial needs.
 *
 * @param backend of the trial
 * @param models the source that claims the trial's model
 * @param workload of the trial
 */
public record TrialProviders(Backend backend, ModelSource models, Workload workload) {

    /**
     * Looks them up.
     *
     * @throws IllegalStateException if one is not there, as can be in a child process that has another class path
     */
    public static TrialProviders of(PlannedTrial trial, ProviderCatalog catalog) {
        String reference = trial.model().reference();
        ModelSource models = catalog.modelSources().all().stream()
                .filter(source -> source.claims(reference))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no model source on the class path claims '" + reference
                        + "'; found: " + catalog.modelSources().ids()));
        return new TrialProviders(
                required(catalog.backends(), trial.backend().id()),
                models,
                required(catalog.workloads(), trial.workload().id()));
    }

    private static <P extends Provider> P required(ProviderSet<P> providers, String id) {
        return providers.find(id).orElseThrow(() -> new IllegalStateException(providers.explainUnknown(id)));
    }
}
