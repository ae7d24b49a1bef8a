package io.inferbench.core.ceiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.inferbench.api.Device;
import io.inferbench.api.Precision;
import io.inferbench.api.metric.Metric;
import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.MetricSummary;
import io.inferbench.api.report.SampleTable;
import io.inferbench.api.report.SpeedOfLight;
import io.inferbench.core.config.DeviceCeiling;
import io.inferbench.core.run.FactNames;
import io.inferbench.core.run.TableNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HardwareLimitTest {

    /** 100 operations and 10 bytes a nanosecond. */
    private static final HardwareLimit LIMIT = new HardwareLimit(CeilingTable.of(
            List.of(new DeviceCeiling("Toy", Map.of(Precision.FP16, 100e9), OptionalDouble.of(10e9), "made up"))));

    private static final Device TOY = new Device("cuda", 0, "Example Toy");
    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void theCeilingThatTakesLongerBinds() {
        SpeedOfLight speed = limit(costs(5_000, 200), List.of(TOY), summary(Metrics.LATENCY, 100));
        assertThat(speed.achievedFlopsPerSecond()).isCloseTo(50e9, within(1.0));
        assertThat(speed.computeFraction().orElseThrow()).isCloseTo(0.5, EXACT);
        assertThat(speed.bandwidthFraction().orElseThrow()).isCloseTo(0.2, EXACT);
        assertThat(speed.bound()).contains(SpeedOfLight.Bound.COMPUTE);
        assertThat(speed.ceilingSource()).isEqualTo("made up");
        assertThat(speed.prefill()).isEmpty();
    }

    @Test
    void twoDevicesOfAKindCanDoTwice() {
        List<Device> two = List.of(TOY, new Device("cuda", 1, "Example Toy"));
        SpeedOfLight speed = limit(costs(5_000, 200), two, summary(Metrics.LATENCY, 100));
        assertThat(speed.computeFraction().orElseThrow()).isCloseTo(0.25, EXACT);
    }

    @Test
    void aGenerationIsTakenApart() {
        SampleTable steps = new SampleTable(
                TableNames.STEP_COSTS,
                Map.of(
                        TableNames.STEP_OPERATIONS, new long[] {8_000, 100, 200, 300},
                        TableNames.STEP_BYTES, new long[] {100, 900, 1_000, 1_100}));
        ForkResult fork = fork(costs(8_600, 3_100), List.of(TOY), List.of(steps));
        SpeedOfLight speed = LIMIT.of(
                        Precision.FP16,
                        List.of(fork),
                        List.of(summary(Metrics.E2EL, 800), summary(Metrics.TTFT, 100), summary(Metrics.TPOT, 200)))
                .orElseThrow();
        SpeedOfLight prefill = speed.prefill().orElseThrow();
        assertThat(prefill.bound()).contains(SpeedOfLight.Bound.COMPUTE);
        assertThat(prefill.computeFraction().orElseThrow()).isCloseTo(0.8, EXACT);
        SpeedOfLight decode = speed.decode().orElseThrow();
        assertThat(decode.bytes()).isEqualTo(1_000);
        assertThat(decode.bound()).contains(SpeedOfLight.Bound.BANDWIDTH);
        assertThat(decode.bandwidthFraction().orElseThrow()).isCloseTo(0.5, EXACT);
    }

    @Test
    void aPlanCanNameTheCpu() {
        HardwareLimit limit = new HardwareLimit(CeilingTable.of(
                List.of(new DeviceCeiling("cpu", Map.of(Precision.FP16, 100e9), OptionalDouble.empty(), "measured"))));
        ForkResult fork = fork(costs(5_000, 200), List.of(Device.CPU), List.of());
        assertThat(limit.of(Precision.FP16, List.of(fork), List.of(summary(Metrics.LATENCY, 100)))
                        .orElseThrow()
                        .computeFraction()
                        .orElseThrow())
                .isCloseTo(0.5, EXACT);
    }

    @Test
    void ofAnUnknownDeviceOnlyTheRatesAreKnown() {
        SpeedOfLight speed = limit(costs(5_000, 200), List.of(Device.CPU), summary(Metrics.LATENCY, 100));
        assertThat(speed.computeFraction()).isEmpty();
        assertThat(speed.bound()).isEmpty();
        assertThat(speed.ceilingSource()).isEmpty();
    }

    @Test
    void withoutCostsThereIsNothingToSay() {
        ForkResult fork = fork(Map.of(), List.of(TOY), List.of());
        assertThat(LIMIT.of(Precision.FP16, List.of(fork), List.of(summary(Metrics.LATENCY, 100))))
                .isEmpty();
    }

    private static SpeedOfLight limit(Map<String, String> facts, List<Device> devices, MetricSummary summary) {
        return LIMIT.of(Precision.FP16, List.of(fork(facts, devices, List.of())), List.of(summary))
                .orElseThrow();
    }

    private static Map<String, String> costs(double operations, double bytes) {
        return Map.of(
                FactNames.COST_OPERATIONS, Double.toString(operations), FactNames.COST_BYTES, Double.toString(bytes));
    }

    private static ForkResult fork(Map<String, String> facts, List<Device> devices, List<SampleTable> tables) {
        return new ForkResult(
                0,
                true,
                devices,
                facts,
                List.of(),
                tables,
                Agreement.notChecked("no need"),
                new Interference(Map.of(), List.of(), List.of()),
                Map.of());
    }

    private static MetricSummary summary(Metric metric, double nanos) {
        return new MetricSummary(
                metric, 1, nanos, Optional.empty(), nanos, OptionalDouble.empty(), nanos, nanos, List.of());
    }
}
