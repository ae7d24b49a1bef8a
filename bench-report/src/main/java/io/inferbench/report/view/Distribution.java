package io.inferbench.report.view;

import io.inferbench.api.metric.Metric;
import io.inferbench.api.report.Completed;
import io.inferbench.core.stats.PercentileRule;
import io.inferbench.core.stats.SortedSample;
import io.inferbench.core.summary.ForkSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How one metric of one trial is distributed: any percentile, by the rule that reports print percentiles by.
 *
 * <p>A percentile is the mean of the forks' own, and absent if any fork has too few samples for it.
 */
public final class Distribution {

    /** Steps of a curve per power of ten of 1 − p. */
    private static final int STEPS_PER_DECADE = 40;

    private static final int DECADES = 5;
    private static final double TEN = 10;
    private static final double LOW_QUARTER = 0.25;
    private static final double HIGH_QUARTER = 0.75;
    private static final double LOW_WHISKER = 0.05;
    private static final double HIGH_WHISKER = 0.95;

    /** Finding how many samples a percentile takes costs a search; a run asks for the same ones again and again. */
    private static final Map<Double, Long> NEEDED = new ConcurrentHashMap<>();

    private final List<SortedSample> forks;
    private final int smallest;

    private Distribution(List<double[]> samples) {
        this.forks = samples.stream().map(SortedSample::of).toList();
        this.smallest = forks.stream().mapToInt(SortedSample::size).min().orElse(0);
    }

    /**
     * A box plot's figures.
     *
     * @param low the 5th percentile, or the box's own edge if there are too few samples for it
     * @param firstQuartile the 25th
     * @param median the 50th
     * @param thirdQuartile the 75th
     * @param high the 95th, or the box's own edge
     */
    public record Box(double low, double firstQuartile, double median, double thirdQuartile, double high) {}

    /** Returns the distribution of a metric; empty if the report has no samples of it. */
    public static Optional<Distribution> of(Completed trial, Metric metric) {
        return new ForkSeries(trial.forks()).samples(metric).map(Distribution::new);
    }

    /** Returns how many samples there are, over all forks. */
    public long count() {
        return forks.stream().mapToLong(SortedSample::size).sum();
    }

    /** Returns a percentile by its probability, 0.99 for the 99th; empty if there are too few samples for it. */
    public OptionalDouble quantile(double probability) {
        return smallest < needed(probability)
                ? OptionalDouble.empty()
                : forks.stream().mapToDouble(fork -> fork.quantile(probability)).average();
    }

    private static long needed(double probability) {
        return NEEDED.computeIfAbsent(
                probability, asked -> PercentileRule.standard().neededSamples(asked));
    }

    /** Returns the figures of a box plot; empty if there are too few samples for quartiles. */
    public Optional<Box> box() {
        OptionalDouble first = quantile(LOW_QUARTER);
        OptionalDouble median = quantile(0.5);
        OptionalDouble third = quantile(HIGH_QUARTER);
        if (first.isEmpty() || median.isEmpty() || third.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Box(
                quantile(LOW_WHISKER).orElse(first.getAsDouble()),
                first.getAsDouble(),
                median.getAsDouble(),
                third.getAsDouble(),
                quantile(HIGH_WHISKER).orElse(third.getAsDouble())));
    }

    /**
     * Returns the percentile curve as far as the samples carry it; x is log₁₀ 1/(1 − p), so that 1, 2, 3 are p90, p99, p99.9.
     */
    public List<Point> curve() {
        List<Point> curve = new ArrayList<>();
        for (int step = 1; step <= STEPS_PER_DECADE * DECADES; step++) {
            double x = (double) step / STEPS_PER_DECADE;
            OptionalDouble value = quantile(1 - Math.pow(TEN, -x));
            value.ifPresent(y -> curve.add(new Point(x, y)));
            if (value.isEmpty() && !curve.isEmpty()) {
                break;
            }
        }
        return curve;
    }
}
