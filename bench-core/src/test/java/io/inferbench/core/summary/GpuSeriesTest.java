package io.inferbench.core.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.api.Device;
import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.PhaseResult;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.Stage;
import io.inferbench.core.stats.MetricSummarizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GpuSeriesTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long GIB = 1L << 30;

    @Test
    void energyCountsAboveTheLowestPowerOutsideOfTheMeasurement() {
        // 600 J in one second at an idle draw of 100 W: 500 J for 10 calls and 2,000 tokens
        Map<String, MetricSummary> summaries = summaries(List.of(fork(10, 0)), Optional.of(new double[] {2_000}));

        assertThat(summaries.get(Metrics.ENERGY_PER_CALL.name()).value()).isCloseTo(50, within(1e-9));
        assertThat(summaries.get(Metrics.ENERGY_PER_TOKEN.name()).value()).isCloseTo(0.25, within(1e-9));
        assertThat(summaries.get(Metrics.GPU_POWER.name()).value()).isCloseTo(600, within(1e-9));
        assertThat(summaries.get(Metrics.GPU_MEMORY_PEAK.name()).value()).isEqualTo(7 * GIB);
        assertThat(summaries.get(Metrics.GPU_UTILIZATION.name()).value()).isEqualTo(90);
    }

    @Test
    void severalCardsAddUp() {
        Map<String, MetricSummary> summaries = summaries(List.of(fork(10, 0, 1)), Optional.empty());

        assertThat(summaries.get(Metrics.ENERGY_PER_CALL.name()).value()).isCloseTo(100, within(1e-9));
        assertThat(summaries.get(Metrics.GPU_MEMORY_PEAK.name()).value()).isEqualTo(14 * GIB);
        assertThat(summaries.get(Metrics.GPU_UTILIZATION.name()).value()).isEqualTo(90);
        assertThat(summaries).doesNotContainKey(Metrics.ENERGY_PER_TOKEN.name());
    }

    @Test
    void oneForkGivesNoIntervalAndTwoGiveOne() {
        assertThat(summaries(List.of(fork(10, 0)), Optional.empty()).values())
                .allSatisfy(summary -> assertThat(summary.interval()).isEmpty());
        assertThat(summaries(List.of(fork(10, 0), fork(20, 0)), Optional.empty())
                        .get(Metrics.ENERGY_PER_CALL.name())
                        .interval())
                .isPresent();
    }

    @Test
    void aTrialOnTheHostHasNone() {
        ForkResult host = new ForkResult(
                0,
                true,
                List.of(Device.CPU),
                Map.of(),
                phases(),
                List.of(),
                Agreement.notChecked("none here"),
                Interference.none(),
                Map.of());

        assertThat(new GpuSeries(List.of(host), Optional.empty()).summaries(MetricSummarizer.standard(1, 0.95)))
                .isEmpty();
    }

    private static Map<String, MetricSummary> summaries(List<ForkResult> forks, Optional<double[]> tokens) {
        Map<String, MetricSummary> byName = new LinkedHashMap<>();
        for (MetricSummary summary : new GpuSeries(forks, tokens).summaries(MetricSummarizer.standard(1, 0.95))) {
            Metric metric = summary.metric();
            byName.put(metric.name(), summary);
        }
        return byName;
    }

    private static List<PhaseResult> phases() {
        return List.of(new PhaseResult(Stage.MEASUREMENT, SECOND, SECOND, Map.of()));
    }

    private static ForkResult fork(int calls, int... devices) {
        int readings = 4;
        int rows = readings * devices.length;
        Map<String, long[]> columns = new LinkedHashMap<>();
        for (String name :
                List.of("time_ns", "device", "utilization_percent", "memory_used_bytes", "power_mw", "energy_mj")) {
            columns.put(name, new long[rows]);
        }
        for (int row = 0; row < rows; row++) {
            int second = row / devices.length;
            columns.get("time_ns")[row] = second * SECOND;
            columns.get("device")[row] = devices[row % devices.length];
            columns.get("utilization_percent")[row] = new long[] {0, 100, 80, 0}[second];
            columns.get("memory_used_bytes")[row] = new long[] {9 * GIB, 7 * GIB, 6 * GIB, GIB}[second];
            columns.get("power_mw")[row] = new long[] {100_000, 650_000, 550_000, 120_000}[second];
            columns.get("energy_mj")[row] = new long[] {0, 100_000, 700_000, 800_000}[second];
        }
        Map<String, long[]> iterations = new LinkedHashMap<>();
        iterations.put("start_ns", new long[calls]);
        List<Device> used = Arrays.stream(devices).mapToObj(Device::cuda).toList();
        return new ForkResult(
                0,
                true,
                used,
                Map.of(),
                phases(),
                List.of(new SampleTable("gpu", columns), new SampleTable("iterations", iterations)),
                Agreement.notChecked("none here"),
                Interference.none(),
                Map.of());
    }
}
