package io.inferbench.api.report;

import io.inferbench.api.metric.Metric;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One metric of one trial over all forks.
 *
 * @param metric name and unit; every value below is in that unit
 * @param count samples it rests on
 * @param value the headline, a mean over the forks of each one's own median of a latency or rate of a throughput
 * @param interval of the headline
 * @param mean arithmetic mean
 * @param standardDeviation of the samples (n − 1); absent below two samples
 * @param min smallest sample
 * @param max largest sample
 * @param percentiles by percent, ascending
 */
public record MetricSummary(
        Metric metric,
        long count,
        double value,
        Optional<Interval> interval,
        double mean,
        OptionalDouble standardDeviation,
        double min,
        double max,
        List<Percentile> percentiles) {

    /** Copies the percentiles. */
    public MetricSummary {
        percentiles = List.copyOf(percentiles);
    }

    /** Returns the value of a percentile if it was asked for and has enough samples. */
    public OptionalDouble percentile(double percent) {
        return percentiles.stream()
                .filter(percentile -> percentile.percent() == percent)
                .findFirst()
                .map(Percentile::value)
                .orElse(OptionalDouble.empty());
    }
}
