package io.inferbench.core.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
 * @param load how servers are loaded
 * @param ceilings what devices can do at most, before the published figures
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
        Path cacheDirectory,
        LoadSettings load,
        List<DeviceCeiling> ceilings) {

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
        ceilings = List.copyOf(ceilings);
    }

    /** Takes everything but how servers are loaded, which is as usual. */
    public BenchmarkConfig(
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
        this(
                name,
                seed,
                groups,
                execution,
                warmUp,
                measurement,
                agreement,
                percentiles,
                sinks,
                resultsDirectory,
                cacheDirectory,
                LoadSettings.DEFAULT);
    }

    /** Takes everything but ceilings, of which there are only the published ones. */
    public BenchmarkConfig(
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
            Path cacheDirectory,
            LoadSettings load) {
        this(
                name,
                seed,
                groups,
                execution,
                warmUp,
                measurement,
                agreement,
                percentiles,
                sinks,
                resultsDirectory,
                cacheDirectory,
                load,
                List.of());
    }

    /** Returns where a plan that says nothing keeps model files: {@code .cache/inferbench} in the user's home. */
    public static Path defaultCache() {
        return Path.of(System.getProperty("user.home", "."), ".cache", "inferbench");
    }

    /** Returns a builder of a plan with every default, which still lacks what to run. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Builds a {@link BenchmarkConfig}. */
    public static final class Builder {

        private final String name;
        private final List<TrialGroup> groups = new ArrayList<>();
        private long seed = DEFAULT_SEED;
        private ExecutionSettings execution = ExecutionSettings.DEFAULT;
        private WarmUpSettings warmUp = WarmUpSettings.DEFAULT;
        private MeasurementSettings measurement = MeasurementSettings.DEFAULT;
        private AgreementSettings agreement = AgreementSettings.DEFAULT;
        private List<Double> percentiles = DEFAULT_PERCENTILES;
        private List<ProviderChoice> sinks = DEFAULT_SINKS;
        private Path resultsDirectory = DEFAULT_RESULTS;
        private Path cacheDirectory = defaultCache();
        private LoadSettings load = LoadSettings.DEFAULT;
        private List<DeviceCeiling> ceilings = List.of();

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /** Adds a group of trials. */
        public Builder trials(TrialGroup group) {
            groups.add(group);
            return this;
        }

        /** Sets the seed of weights, requests and resampling. */
        public Builder seed(long value) {
            this.seed = value;
            return this;
        }

        /** Sets forks, order and limits. */
        public Builder execution(ExecutionSettings value) {
            this.execution = value;
            return this;
        }

        /** Sets when warm-up ends. */
        public Builder warmUp(WarmUpSettings value) {
            this.warmUp = value;
            return this;
        }

        /** Sets when measurement ends. */
        public Builder measurement(MeasurementSettings value) {
            this.measurement = value;
            return this;
        }

        /** Sets what outputs are compared with. */
        public Builder agreement(AgreementSettings value) {
            this.agreement = value;
            return this;
        }

        /** Sets the percentiles to report, in percent. */
        public Builder percentiles(List<Double> value) {
            this.percentiles = List.copyOf(value);
            return this;
        }

        /** Sets where results go; an empty list keeps them in memory alone. */
        public Builder sinks(List<ProviderChoice> value) {
            this.sinks = List.copyOf(value);
            return this;
        }

        /** Sets under which folder each run makes its own. */
        public Builder resultsDirectory(Path value) {
            this.resultsDirectory = value;
            return this;
        }

        /** Sets where model files are kept between runs. */
        public Builder cacheDirectory(Path value) {
            this.cacheDirectory = value;
            return this;
        }

        /** Sets how servers are loaded. */
        public Builder load(LoadSettings value) {
            this.load = value;
            return this;
        }

        /** Sets what devices can do at most, for those whose published figures are not wanted. */
        public Builder ceilings(List<DeviceCeiling> value) {
            this.ceilings = List.copyOf(value);
            return this;
        }

        /** Returns the configuration. */
        public BenchmarkConfig build() {
            return new BenchmarkConfig(
                    name,
                    seed,
                    groups,
                    execution,
                    warmUp,
                    measurement,
                    agreement,
                    percentiles,
                    sinks,
                    resultsDirectory,
                    cacheDirectory,
                    load,
                    ceilings);
        }
    }
}
