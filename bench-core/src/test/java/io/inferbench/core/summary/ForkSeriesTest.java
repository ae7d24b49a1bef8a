package io.inferbench.core.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferbench.api.metric.Metrics;
import io.inferbench.api.report.Agreement;
import io.inferbench.api.report.ForkResult;
import io.inferbench.api.report.Interference;
import io.inferbench.api.report.SampleTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForkSeriesTest {

    private static final String LATENCY = "latency_ns";

    @Test
    void marshallingIsTheDifferenceOfEachCall() {
        ForkSeries series = new ForkSeries(List.of(
                fork(Map.of(LATENCY, new long[] {100, 120}, "engine_time_ns", new long[] {90, 100})),
                fork(Map.of(LATENCY, new long[] {140}, "engine_time_ns", new long[] {139}))));

        assertThat(series.samples(Metrics.MARSHALLING_TIME).orElseThrow())
                .containsExactly(new double[] {10, 20}, new double[] {1});
    }

    @Test
    void callsThatDoNotTellTheirEnginesTimeHaveNone() {
        ForkSeries series = new ForkSeries(List.of(fork(Map.of(LATENCY, new long[] {100, 120}))));

        assertThat(series.samples(Metrics.MARSHALLING_TIME)).isEmpty();
        assertThat(series.samples(Metrics.LATENCY)).isPresent();
    }

    private static ForkResult fork(Map<String, long[]> columns) {
        return new ForkResult(
                0,
                true,
                List.of(),
                Map.of(),
                List.of(),
                List.of(new SampleTable("iterations", new LinkedHashMap<>(columns))),
                Agreement.notChecked(""),
                Interference.none(),
                Map.of());
    }
}
