package io.inferbench.core.plan;

import io.inferbench.api.report.Trial;
import io.inferbench.core.config.ModelChoice;
import io.inferbench.core.config.ProviderChoice;
import java.util.Optional;

/**
 * One cell with everything a fork needs to run it; plain values, so that it can cross to a child process.
 *
 * @param trial its public description, secrets masked
 * @param backend with this cell's options, unmasked
 * @param model with this cell's options
 * @param workload with this cell's options
 * @param unavailable why it cannot run here; absent if it can
 */
public record PlannedTrial(
        Trial trial,
        ProviderChoice backend,
        ModelChoice model,
        ProviderChoice workload,
        Optional<Unrunnable> unavailable) {

    /**
     * Why a cell cannot run here.
     *
     * @param reason what was looked for and what was found
     * @param remedy what to do
     */
    public record Unrunnable(String reason, String remedy) {}
}
