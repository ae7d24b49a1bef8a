package io.inferbench.api.report;

import java.util.List;
import java.util.Optional;

/**
 * A trial of which every fork came to its end.
 *
 * @param trial what was measured
 * @param verdict whether to believe it
 * @param summaries one per metric, over all forks
 * @param agreement how the outputs compare with the reference's
 * @param speedOfLight how far the result is from the device's limit, where cost and ceilings are known
 * @param forks every fork with its raw samples
 */
public record Completed(
        Trial trial,
        Verdict verdict,
        List<MetricSummary> summaries,
        Agreement agreement,
        Optional<SpeedOfLight> speedOfLight,
        List<ForkResult> forks)
        implements TrialResult {

    /** Copies the lists. */
    public Completed {
        summaries = List.copyOf(summaries);
        forks = List.copyOf(forks);
    }

    /** Returns the summary of the metric of that name. */
    public Optional<MetricSummary> summary(String metricName) {
        return summaries.stream()
                .filter(summary -> summary.metric().name().equals(metricName))
                .findFirst();
    }
}
