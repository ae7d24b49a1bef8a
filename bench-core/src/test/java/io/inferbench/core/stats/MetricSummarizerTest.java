package io.inferbench.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.Percentile;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MetricSummarizerTest {

    private static final MetricSummarizer SUMMARIZER = MetricSummarizer.standard(1, 0.95);

    @Test
    void percentilesAreMeansOfTheForksOwn() {
        SeededSeries series = new SeededSeries(1);
        List<double[]> forks = List.of(series.logNormal(700, 100, 0.2), series.logNormal(900, 110, 0.2));
        MetricSummary summary = SUMMARIZER.ofSamples(Metrics.LATENCY, forks);

        double median = (SortedSample.of(forks.get(0)).median()
                        + SortedSample.of(forks.get(1)).median())
                / 2;
        double p99 = (SortedSample.of(forks.get(0)).quantile(0.99)
                        + SortedSample.of(forks.get(1)).quantile(0.99))
                / 2;
        assertThat(summary.count()).isEqualTo(1_600);
        assertThat(summary.value()).isCloseTo(median, within(1e-9));
        assertThat(summary.percentile(50)).hasValueCloseTo(median, within(1e-9));
        assertThat(summary.percentile(99)).hasValueCloseTo(p99, within(1e-9));
        assertThat(summary.interval()).hasValueSatisfying(interval -> {
            assertThat(interval.low()).isLessThan(median);
            assertThat(interval.high()).isGreaterThan(median);
            assertThat(interval.confidence()).isEqualTo(0.95);
            assertThat(interval.method()).isEqualTo("two-level bootstrap, widest between forks");
        });
    }

    @Test
    void theSmallestForkDecidesWhatIsShown() {
        SeededSeries series = new SeededSeries(2);
        List<double[]> forks = List.of(series.logNormal(700, 100, 0.2), series.logNormal(661, 100, 0.2));
        MetricSummary summary = SUMMARIZER.ofSamples(Metrics.LATENCY, forks);

        assertThat(summary.percentile(95)).isPresent();
        assertThat(summary.percentile(99)).isEmpty();
        assertThat(summary.percentiles())
                .filteredOn(percentile -> percentile.value().isEmpty())
                .extracting(Percentile::samplesNeeded)
                .containsExactly(662, 6_636);
    }

    @Test
    void oneForkSaysThatNoRestartIsInTheInterval() {
        MetricSummary summary =
                SUMMARIZER.ofSamples(Metrics.LATENCY, List.of(new SeededSeries(3).logNormal(100, 100, 0.2)));

        assertThat(summary.interval().orElseThrow().method()).isEqualTo("block bootstrap in one fork");
    }

    @Test
    void describesAllSamplesTogether() {
        MetricSummary summary =
                SUMMARIZER.ofSamples(Metrics.LATENCY, List.of(new double[] {2, 4, 4, 4}, new double[] {5, 5, 7, 9}));

        assertThat(summary.mean()).isEqualTo(5);
        assertThat(summary.min()).isEqualTo(2);
        assertThat(summary.max()).isEqualTo(9);
        assertThat(summary.standardDeviation()).hasValueCloseTo(Math.sqrt(32.0 / 7), within(1e-12));
        assertThat(summary.percentiles())
                .allSatisfy(percentile -> assertThat(percentile.value()).isEmpty());
    }

    @Test
    void aSingleSampleHasNoDeviation() {
        MetricSummary summary = SUMMARIZER.ofSamples(Metrics.LATENCY, List.of(new double[] {3}));

        assertThat(summary.value()).isEqualTo(3);
        assertThat(summary.standardDeviation()).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void aRateIsOneSumOverTheOther() {
        RateSeries windows = RateSeries.of(new double[] {10, 90}, new double[] {1, 3});
        MetricSummary summary = SUMMARIZER.ofRates(Metrics.SAMPLE_THROUGHPUT, List.of(windows));

        assertThat(summary.value()).isEqualTo(25);
        assertThat(summary.min()).isEqualTo(10);
        assertThat(summary.max()).isEqualTo(30);
        assertThat(summary.percentiles()).isEmpty();
    }

    @Test
    void refusesTrialsWithoutSamples() {
        assertThatIllegalArgumentException().isThrownBy(() -> SUMMARIZER.ofSamples(Metrics.LATENCY, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SUMMARIZER.ofSamples(Metrics.LATENCY, List.of(new double[0])));
    }
}
