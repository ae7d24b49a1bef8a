package io.inferbench.examples.shootout;

import io.inferbench.api.option.Durations;
import io.inferbench.core.config.BenchmarkConfig;
import io.inferbench.core.config.ExecutionSettings;
import io.inferbench.core.config.MeasurementSettings;
import io.inferbench.core.config.WarmUpSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Flags that say how long to measure, in the habit of other harnesses. */
final class MeasureFlags {

    /** Problems of a plan are located by path; whoever typed flags knows these. */
    static final Map<String, String> FLAG_BY_PATH = Map.of(
            "warm_up.min_calls", "--warmup",
            "warm_up.max_time", "--warmup-limit",
            "measurement.min_calls", "--iters",
            "measurement.max_calls", "--iters",
            "execution.forks", "--forks");

    private static final Duration LONGEST_MEASUREMENT = Duration.ofHours(1);
    private static final Duration LONGEST_FORK = Duration.ofHours(2);

    @Option(
            names = "--warmup",
            paramLabel = "N",
            description = "Least number of calls before measuring; goes on until times are flat. Default 10.")
    private @Nullable Integer warmUp;

    @Option(
            names = "--warmup-limit",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Measure after this time even if times are not flat, and say so. Default 30s.")
    private @Nullable Duration warmUpLimit;

    @Option(
            names = "--iters",
            paramLabel = "N",
            description = "Measure exactly N calls per fork. Default: until the median is known to 1 %%.")
    private @Nullable Integer iterations;

    @Option(names = "--forks", paramLabel = "N", description = "Processes per trial. Default 2.")
    private @Nullable Integer forks;

    @Option(names = "--seed", paramLabel = "N", description = "Decides weights and inputs. Default 42.")
    private @Nullable Long seed;

    long seed() {
        return Optional.ofNullable(seed).orElse(BenchmarkConfig.DEFAULT_SEED);
    }

    WarmUpSettings warmUp() {
        WarmUpSettings usual = WarmUpSettings.DEFAULT;
        int calls = warmUp == null ? usual.minCalls() : warmUp;
        Duration limit = warmUpLimit == null ? usual.maxTime() : warmUpLimit;
        Duration least = limit.compareTo(usual.minTime()) < 0 ? limit : usual.minTime();
        return new WarmUpSettings(calls, least, limit, usual.windows(), usual.tolerance());
    }

    MeasurementSettings measurement() {
        MeasurementSettings usual = MeasurementSettings.DEFAULT;
        return iterations == null
                ? usual
                : new MeasurementSettings(
                        iterations,
                        Duration.ZERO,
                        iterations,
                        LONGEST_MEASUREMENT,
                        0,
                        usual.confidence(),
                        usual.coolDown(),
                        usual.gpuInterval());
    }

    ExecutionSettings execution() {
        ExecutionSettings usual = ExecutionSettings.DEFAULT;
        return new ExecutionSettings(
                usual.isolation(),
                forks == null ? usual.forks() : forks,
                usual.order(),
                iterations == null ? usual.timeLimit() : LONGEST_FORK,
                usual.onUnavailable(),
                usual.jvmArguments());
    }

    /** Reads durations as plans write them. */
    static final class DurationConverter implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            try {
                return Durations.parse(text);
            } catch (IllegalArgumentException unreadable) {
                throw new TypeConversionException(String.valueOf(unreadable.getMessage()));
            }
        }
    }
}
