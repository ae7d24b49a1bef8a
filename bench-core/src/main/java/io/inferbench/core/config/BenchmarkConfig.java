package io.inferbench.core.config;

import java.nio.file.Path;
import java.util.List;

/**
 * A whole plan as its author wrote it, defaults filled in.
 *
 * @param name of the plan, for file names and headings
 * @param seed decides weights, requests and resampling
 * @param groups what to run; each group is a matrix of its own
 * @param execution forks, order, limits
 * @param warmUp when warm-up ends
 * @param measurement when measurement ends
 * @param agreement what outputs are compared with
 * @param percentiles to report, in percent, ascending
 * @param sinks where results go
 * @param resultsDirectory under which each run makes its folder
 * @param cacheDirectory where model files are kept between runs
 */
public record BenchmarkConfig(
        String name,
        long seed,
        List<TrialGroup> groups,
        ExecutionSettings execution,
        WarmUpSettings warmUp,
        MeasurementSettings measurement,
        AgreementSettings agreement,
        List<Double> percentiles,
        List<ProviderChoice> sinks,
        Path resultsDirectory,
        Path cacheDirectory) {

    /** Copies the lists; sorts the percentiles and drops repeated ones. */
    public BenchmarkConfig {
        groups = List.copyOf(groups);
        percentiles = percentiles.stream().sorted().distinct().toList();
        sinks = List.copyOf(sinks);
    }
}
