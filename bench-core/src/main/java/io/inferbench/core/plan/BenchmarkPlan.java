package io.inferbench.core.plan;

import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ProviderChoice;
import java.util.List;

/**
 * Everything that will happen, decided before anything does.
 *
 * @param config what was asked for
 * @param trials every cell, runnable or skipped, in the plan's order
 * @param sinks where results go, options with environment variables filled in, unmasked
 * @param schedule the forks of the runnable cells in the order they run
 */
public record BenchmarkPlan(
        BenchmarkConfig config, List<PlannedTrial> trials, List<ProviderChoice> sinks, List<ForkSlot> schedule) {

    /**
     * One fork's turn.
     *
     * @param trial index into {@link BenchmarkPlan#trials}
     * @param fork from 0
     */
    public record ForkSlot(int trial, int fork) {}

    /** Copies the lists. */
    public BenchmarkPlan {
        trials = List.copyOf(trials);
        sinks = List.copyOf(sinks);
        schedule = List.copyOf(schedule);
    }
}
