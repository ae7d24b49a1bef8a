package io.inferbench.core.verdict;

import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.core.config.BenchmarkConfig;
import java.util.List;
import java.util.Optional;

/**
 * What a verdict rests on.
 *
 * @param config the plan
 * @param forks of the trial, at least one
 * @param summaries over all forks, the headline first
 * @param agreement over all forks
 */
public record Evidence(
        BenchmarkConfig config, List<ForkResult> forks, List<MetricSummary> summaries, Agreement agreement) {

    /** Copies the lists. */
    public Evidence {
        forks = List.copyOf(forks);
        summaries = List.copyOf(summaries);
    }

    /** Returns the summary the trial is ranked by. */
    Optional<MetricSummary> headline() {
        return summaries.stream().findFirst();
    }
}
