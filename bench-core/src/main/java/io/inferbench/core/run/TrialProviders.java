package io.inferbench.core.run;

import io.inferbench.api.backend.Backend;
import io.inferbench.api.model.ModelSource;
import io.inferbench.api.workload.Workload;

/**
 * The plug-ins that one trial needs.
 *
 * @param backend of the trial
 * @param models the source that claims the trial's model
 * @param workload of the trial
 */
public record TrialProviders(Backend backend, ModelSource models, Workload workload) {}
