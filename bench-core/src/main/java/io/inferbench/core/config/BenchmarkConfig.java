package io.inferbench.core.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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

    /** The seed of a plan that gives none. */
    public static final long DEFAULT_SEED = 42;

    /** The percentiles of a plan that gives none. */
    public static final List<Double> DEFAULT_PERCENTILES = List.of(50.0, 90.0, 95.0, 99.0, 99.9);

    /** The sinks of a plan that names none. */
    public static final List<ProviderChoice> DEFAULT_SINKS = Stream.of("console", "json", "csv", "markdown")
            .map(ProviderChoice::of)
            .toList();

    /** Where a plan that says nothing puts its results: below the working directory. */
    public static final Path DEFAULT_RESULTS = Path.of("results");

    /** Copies the lists; sorts the percentiles and drops repeated ones. */
    public BenchmarkConfig {
        groups = List.copyOf(groups);
        percentiles = percentiles.stream().sorted().distinct().toList();
        sinks = List.copyOf(sinks);
    }

    /** Returns where a plan that says nothing keeps model files: {@code .cache/inferbench} in the user's home. */
    public static Path defaultCache() {
        return Path.of(System.getProperty("user.home", "."), ".cache", "inferbench");
    }
}
