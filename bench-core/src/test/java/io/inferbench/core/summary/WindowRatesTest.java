package io.inferbench.core.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.api.Device;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.SampleTable;
import io.inferbench.core.run.TableNames;
import io.inferbench.core.stats.MetricSummarizer;
import io.inferbench.core.stats.RateSeries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowRatesTest {

    @Test
    void callsInsideCountWholeAndCallsOverAnEdgeByTheirPart() {
        // A window from 100 to 200: one call whole, one begun 50 before it, one that ends 30 after it, one before it
        // all.
        ForkResult fork =
                fork(new long[] {100}, new long[] {100}, new long[] {120, 50, 170, 10}, new long[] {40, 100, 60, 20});

        assertThat(rate(fork, 1, 1, 1, 1).value() * 100e-9).isCloseTo(1 + 0.5 + 0.5, within(1e-9));
    }

    @Test
    void amountsAreWeighted() {
        ForkResult fork = fork(new long[] {0}, new long[] {1_000}, new long[] {0, 500}, new long[] {500, 500});

        assertThat(rate(fork, 8, 24).value()).isCloseTo(32 / 1e-6, within(1.0));
    }

    @Test
    void everyWindowHasItsOwnCalls() {
        ForkResult fork =
                fork(new long[] {0, 2_000}, new long[] {1_000, 1_000}, new long[] {0, 500, 2_000}, new long[] {
                    500, 500, 1_000
                });

        MetricSummary rate = rate(fork, 1, 1, 1);
        assertThat(rate.max()).isCloseTo(2 / 1e-6, within(1.0));
        assertThat(rate.min()).isCloseTo(1 / 1e-6, within(1.0));
        assertThat(rate.value()).isCloseTo(3 / 2e-6, within(1.0));
    }

    @Test
    void aForkWithoutWindowsHasNoRate() {
        ForkResult fork = fork(new long[0], new long[0], new long[] {1}, new long[] {1});

        assertThat(WindowRates.of(fork, "latency_ns", new double[] {1})).isEmpty();
    }

    private static MetricSummary rate(ForkResult fork, double... amounts) {
        Optional<RateSeries> series = WindowRates.of(fork, "latency_ns", amounts);
        assertThat(series).isPresent();
        return MetricSummarizer.standard(1, 0.95).ofRates(Metrics.SAMPLE_THROUGHPUT, List.of(series.get()));
    }

    private static ForkResult fork(long[] windowStarts, long[] windowDurations, long[] starts, long[] latencies) {
        Map<String, long[]> windows = new LinkedHashMap<>();
        windows.put(TableNames.START, windowStarts);
        windows.put(TableNames.DURATION, windowDurations);
        Map<String, long[]> calls = new LinkedHashMap<>();
        calls.put(TableNames.START, starts);
        calls.put("latency_ns", latencies);
        return new ForkResult(
                0,
                true,
                List.of(Device.CPU),
                Map.of(),
                List.of(),
                List.of(new SampleTable(TableNames.WINDOWS, windows), new SampleTable(TableNames.ITERATIONS, calls)),
                Agreement.notChecked(""),
                Interference.none(),
                Map.of());
    }
}
